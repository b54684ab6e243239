import { randomBytes } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { sql } from '#libs/database';
import {
  formatSignerKey,
  formatVerifierKey,
  isKeyName,
  Malformed,
  parseSignerKey,
  signerKey,
} from '#libs/merkle';
import type { SignerKey, VerifierKey } from '#libs/merkle';
import { CannotRun, placeFile, readIfThere } from '#libs/runtime';
import type pg from 'pg';
import { latestCheckpoint } from './checkpoint-row.js';
import { readKeyRotations } from './key-rotations.js';
import { LastSignedFile } from './last-signed.js';
import type { LogSigner } from './sign-next.js';

export interface SignerSettings {
  readonly dataDir: string;
  /** The text of a signer key, or the path of a file with one; while keys are rotated, with two. */
  readonly signingKey?: string;
  readonly origin?: string;
  /** Decides whether a key that was rotated out still signs. */
  readonly now?: () => Date;
}

/** The key that signs is missing, broken, or of another log. */
export class NoSigningKey extends CannotRun {}

const SIGNING_KEYS = sql(import.meta.url, './signing-keys.sql');
const KEY_FILE = 'signing-key';
const KEY_TEXT = /^PRIVATE\+KEY\+/;
const SEED_BYTES = 32;
const FOR_ITS_USER = 0o600;

/** The folder in the data directory that holds the key and what was signed last. */
export function signingFolder(dataDir: string): string {
  return join(dataDir, 'log');
}

/**
 * The signer of this ledger. Its key is made at the first start, and never again: a ledger that
 * was signed before and has lost its key is not signed with a new one.
 * @throws NoSigningKey
 */
export async function loadSigner(
  settings: SignerSettings,
  client: pg.Pool | pg.ClientBase,
): Promise<LogSigner> {
  const folder = signingFolder(settings.dataDir);
  const text = settings.signingKey
    ? await givenKey(settings.signingKey)
    : ((await readIfThere(join(folder, KEY_FILE))) ?? (await newKey(settings, folder, client)));
  const { origin, keys } = keysIn(text);
  if (settings.origin !== undefined && settings.origin !== origin) {
    throw new NoSigningKey(`EDICT_ORIGIN is ${settings.origin}, but the key is of ${origin}.`);
  }
  const [signing, retired] = await divided(keys, origin, settings, client);
  return { origin, keys: signing, retired, lastSigned: new LastSignedFile(folder) };
}

/** The keys of one log, as its file has them: the newest is the last. */
export interface KeysOfLog {
  readonly origin: string;
  readonly keys: readonly SignerKey[];
}

/** @throws NoSigningKey */
export function keysIn(text: string): KeysOfLog {
  const keys = text.trim().split('\n').map(parsed);
  const [origin = '', ...others] = new Set(keys.map(({ name }) => name));
  if (others.length > 0) throw new NoSigningKey('The signing keys are of different logs.');
  return { origin, keys };
}

/** The keys that sign, and those that have signed before and do not any more. */
async function divided(
  keys: readonly SignerKey[],
  origin: string,
  { now = () => new Date() }: SignerSettings,
  client: pg.Pool | pg.ClientBase,
): Promise<readonly [readonly SignerKey[], readonly VerifierKey[]]> {
  const { announced, signUntilMs } = await readKeyRotations(client);
  const { rows } = await client.query<{ key: string }>(SIGNING_KEYS, [origin]);
  const used = new Set(rows.map(({ key }) => key));
  const name = ({ verifier }: SignerKey): string => formatVerifierKey(verifier);
  const early = keys.find(
    (key) => used.size > 0 && !used.has(name(key)) && !announced.has(name(key)),
  );
  if (early !== undefined) {
    throw new NoSigningKey(
      `The key ${early.name}+${early.keyId} was never announced on the ledger: ` +
        '"edict log rotate-key" makes one that is.',
    );
  }
  const at = now().getTime();
  const signing = keys.filter((key) => (signUntilMs.get(name(key)) ?? Infinity) > at);
  if (signing.length === 0) {
    throw new NoSigningKey(
      'Every signing key that is here was rotated out: the newest is missing.',
    );
  }
  const retired = keys.filter((key) => !signing.includes(key));
  return [signing, retired.map(({ verifier }) => verifier)];
}

/**
 * The file that has the keys, where they are in one.
 * @throws NoSigningKey
 */
export async function existingKeyFile({
  dataDir,
  signingKey,
}: SignerSettings): Promise<{ readonly path: string; readonly text: string }> {
  if (signingKey !== undefined && KEY_TEXT.test(signingKey)) {
    throw new NoSigningKey(
      'EDICT_SIGNING_KEY has the key itself: give the path of a file with it.',
    );
  }
  const path = signingKey ?? join(signingFolder(dataDir), KEY_FILE);
  const text = await readIfThere(path);
  if (text === undefined) throw new NoSigningKey(`There is no signing key in ${path}.`);
  return { path, text };
}

async function givenKey(given: string): Promise<string> {
  if (KEY_TEXT.test(given)) return given;
  const text = await readIfThere(given);
  if (text === undefined)
    throw new NoSigningKey('EDICT_SIGNING_KEY names a file that is not there.');
  return text;
}

async function newKey(
  { origin = `edict.localhost/${randomBytes(8).toString('hex')}` }: SignerSettings,
  folder: string,
  client: pg.Pool | pg.ClientBase,
): Promise<string> {
  const signed = await latestCheckpoint(client);
  if (signed !== undefined) {
    throw new NoSigningKey(
      `The ledger was signed as ${signed.origin} before, but its key is not in ${folder}: ` +
        'put it back there, or set EDICT_SIGNING_KEY.',
    );
  }
  if (!isKeyName(origin)) throw new NoSigningKey('EDICT_ORIGIN has a space or plus.');
  const text = `${formatSignerKey(signerKey(origin, randomBytes(SEED_BYTES)))}\n`;
  await mkdir(folder, { recursive: true });
  return placeFile(join(folder, KEY_FILE), text, FOR_ITS_USER);
}

function parsed(text: string): SignerKey {
  try {
    return parseSignerKey(text);
  } catch (cause) {
    // The cause names no part of the key.
    if (!(cause instanceof Malformed)) throw cause;
    throw new NoSigningKey(`The signing key cannot be used: ${cause.message}`, { cause });
  }
}
