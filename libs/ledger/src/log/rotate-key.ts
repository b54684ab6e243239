import { randomBytes } from 'node:crypto';
import { formatSignerKey, formatVerifierKey, signerKey } from '#libs/merkle';
import { replaceFile } from '#libs/runtime';
import type pg from 'pg';
import type { Ledger } from '../ledger.js';
import { KEY_OVERLAP_MS } from '../limits.js';
import { keyRotated } from './key-rotation.js';
import type { KeyRotation } from './key-rotation.js';
import { existingKeyFile, loadSigner } from './load-signer.js';
import type { SignerSettings } from './load-signer.js';

const SEED_BYTES = 32;

/** A new key, and the position of the event that announces it. */
export interface RotatedKey extends KeyRotation {
  readonly position: number;
}

/**
 * Announces a new key of the log on the ledger, then puts it beside the present ones in the file of
 * the key: whoever signs finds it there and signs with both, with the former for thirty days more.
 * If anything fails in between, a key was announced that nobody has, which does no harm.
 * @throws NoSigningKey where no file has a key to be rotated
 */
export async function rotateKey(
  settings: SignerSettings,
  ledger: Ledger,
  pool: pg.Pool,
  now: Date,
): Promise<RotatedKey> {
  const { path, text } = await existingKeyFile(settings);
  const { origin, keys } = await loadSigner({ ...settings, now: () => now }, pool);
  const next = signerKey(origin, randomBytes(SEED_BYTES));
  const rotation: KeyRotation = {
    origin,
    key: formatVerifierKey(next.verifier),
    former: keys.map(({ verifier }) => formatVerifierKey(verifier)),
    formerSignUntil: new Date(now.getTime() + KEY_OVERLAP_MS).toISOString(),
  };
  const event = keyRotated(rotation, next.verifier, now.toISOString());
  const verdict = await ledger.append({ proposals: [{ event }] });
  if (verdict.outcome !== 'recorded') throw new Error(`Not recorded: ${verdict.outcome}.`);
  await replaceFile(path, `${text.trimEnd()}\n${formatSignerKey(next)}\n`, 0o600);
  return { ...rotation, position: verdict.receipts[0]?.position ?? 0 };
}
