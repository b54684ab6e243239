import { readFileSync, writeFileSync } from 'node:fs';
import { expect } from '@jest/globals';

const WRITE = process.env['EDICT_TEST_WRITE_GENERATED'] === '1';

/** Compares a committed file with what the code generates now; `npm run generate` writes it. */
export function expectGenerated(file: string, generated: string): void {
  if (WRITE) writeFileSync(file, generated);
  expect(readFileSync(file, 'utf8')).toBe(generated);
}

/** The same for a part of a page that is written by hand, between the two comments that name it. */
export function expectGeneratedPart(file: string, name: string, generated: string): void {
  const [begin, end] = [`<!-- generated: ${name} -->\n`, `<!-- end: ${name} -->\n`];
  const page = readFileSync(file, 'utf8');
  const [before = '', part = ''] = page.split(begin);
  const [, after] = part.split(end);
  expect(after).toBeDefined();
  expectGenerated(file, `${before}${begin}${generated}${end}${String(after)}`);
}
