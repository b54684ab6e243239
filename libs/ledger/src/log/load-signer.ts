import { randomBytes } from 'node:crypto';
import { link, mkdir, open, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { formatSignerKey, isKeyName, Malformed, parseSignerKey, signerKey } from '#libs/merkle';
import type { SignerKey } from '#libs/merkle';
import { CannotRun } from '#libs/runtime';
import type pg from 'pg';
import { latestCheckpoint } from './checkpoint-row.js';
import { LastSignedFile } from './last-signed.js';
import type { LogSigner } from './sign-next.js';

export interface SignerSettings {
  readonly dataDir: string;
  /** The text of a signer key, or the path of a file with one; while keys are rotated, with two. */
  readonly signingKey?: string;
  readonly origin?: string;
}

/** The key that signs is missing, broken, or of another log. */
export class NoSigningKey extends CannotRun {}

const KEY_FILE = 'signing-key';
const KEY_TEXT = /^PRIVATE\+KEY\+/;
const SEED_BYTES = 32;

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
  const keys = text.trim().split('\n').map(parsed);
  const [origin = '', ...others] = new Set(keys.map(({ name }) => name));
  if (others.length > 0) throw new NoSigningKey('The signing keys are of different logs.');
  if (settings.origin !== undefined && settings.origin !== origin) {
    throw new NoSigningKey(`EDICT_ORIGIN is ${settings.origin}, but the key is of ${origin}.`);
  }
  return { origin, keys, lastSigned: new LastSignedFile(folder) };
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
  return placed(join(folder, KEY_FILE), text);
}

/** Linked into place whole, so that of two processes at once both have the same key. */
async function placed(path: string, text: string): Promise<string> {
  const draft = `${path}.${randomBytes(4).toString('hex')}`;
  const file = await open(draft, 'wx', 0o600);
  try {
    await file.writeFile(text);
    await file.sync();
    await link(draft, path);
    return text;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    return await readFile(path, 'utf8');
  } finally {
    await file.close();
    await rm(draft);
  }
}

async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
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
