import { randomBytes } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { sql } from '#libs/database';
import { CannotRun, placeFile, readIfThere } from '#libs/runtime';
import type pg from 'pg';
import { PersonalKey, SECRET_BYTES } from './personal-key.js';

export interface PersonalKeySettings {
  readonly dataDir: string;
  /** The text of the key, or the path of a file with it. */
  readonly personalKey?: string;
}

/** The key of personal values is missing, broken, or that of another database. */
export class NoPersonalKey extends CannotRun {}

const NOTE_FINGERPRINT = sql(import.meta.url, './note-fingerprint.sql');
const FINGERPRINT = sql(import.meta.url, './fingerprint.sql');
const KEY_FILE = 'personal-key';
const FOR_ITS_USER = 0o600;
const KEY_TEXT = /^edict-personal-key:([A-Za-z0-9_-]{43})$/;

/**
 * The key under which the personal values of this database are sealed. It is made at the first
 * start, and never again: a database that has a key is not gone on with under another one.
 * @throws NoPersonalKey
 */
export async function loadPersonalKey(
  { dataDir, personalKey }: PersonalKeySettings,
  client: pg.Pool | pg.ClientBase,
): Promise<PersonalKey> {
  const path = join(dataDir, KEY_FILE);
  const text =
    personalKey === undefined
      ? ((await readIfThere(path)) ?? (await newKey(dataDir, path, client)))
      : await givenKey(personalKey);
  const key = parsed(text);
  await client.query(NOTE_FINGERPRINT, [key.fingerprint]);
  const noted = await notedFingerprint(client);
  if (noted?.equals(key.fingerprint) === true) return key;
  throw new NoPersonalKey(
    `The key of personal values in ${personalKey === undefined ? path : 'EDICT_PERSONAL_KEY'} ` +
      'is not the one of this database.',
  );
}

async function notedFingerprint(client: pg.Pool | pg.ClientBase): Promise<Buffer | undefined> {
  const { rows } = await client.query<{ fingerprint: Buffer }>(FINGERPRINT);
  return rows[0]?.fingerprint;
}

async function givenKey(given: string): Promise<string> {
  if (KEY_TEXT.test(given)) return given;
  const text = await readIfThere(given);
  if (text !== undefined) return text;
  throw new NoPersonalKey('EDICT_PERSONAL_KEY is no key and names no file that is there.');
}

async function newKey(
  dataDir: string,
  path: string,
  client: pg.Pool | pg.ClientBase,
): Promise<string> {
  if ((await notedFingerprint(client)) !== undefined) {
    // A process that starts at the same moment may have made it since it was looked for.
    const made = await readIfThere(path);
    if (made !== undefined) return made;
    throw new NoPersonalKey(
      `The database has personal values, but their key is not in ${path}: ` +
        'put it back there, or set EDICT_PERSONAL_KEY.',
    );
  }
  await mkdir(dataDir, { recursive: true });
  const text = `edict-personal-key:${randomBytes(SECRET_BYTES).toString('base64url')}\n`;
  return placeFile(path, text, FOR_ITS_USER);
}

function parsed(text: string): PersonalKey {
  const secret = Buffer.from(KEY_TEXT.exec(text.trim())?.[1] ?? '', 'base64url');
  if (secret.length === SECRET_BYTES) return new PersonalKey(secret);
  // Says nothing of the text, which may be a key with a slip of the pen.
  throw new NoPersonalKey('The key of personal values cannot be read.');
}
