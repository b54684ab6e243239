import { readFileSync, writeFileSync } from 'node:fs';
import { expect } from '@jest/globals';

const WRITE = process.env['EDICT_TEST_WRITE_GENERATED'] === '1';

/** Compares a committed file with what the code generates now; `npm run generate` writes it. */
export function expectGenerated(file: string, generated: string): void {
  if (WRITE) writeFileSync(file, generated);
  expect(readFileSync(file, 'utf8')).toBe(generated);
}
