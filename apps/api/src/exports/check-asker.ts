import type { Identity } from '#libs/access';
import { exportObjection } from '#libs/exports';
import { Problem } from '../problems/problem.js';

/**
 * Whoever asks for runs answers for them, and is looked at again when they come.
 * @throws Problem `forbidden`
 */
export function checkAsker(asker: Identity, dataset: string): void {
  checkReader(asker, dataset);
  if (asker.keyId !== undefined) return;
  throw new Problem('forbidden', 'A key has to answer for an export, for a token is soon over.');
}

/** @throws Problem `forbidden` for whom no export of the dataset would be made either */
export function checkReader(reader: Identity, dataset: string): void {
  const objection = exportObjection(reader, dataset);
  if (objection !== undefined) throw new Problem('forbidden', objection);
}
