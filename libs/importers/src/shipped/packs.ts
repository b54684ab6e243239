import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { parseStrict } from '#libs/ledger';
import type { JsonValue } from '#libs/ledger';
import { isJsonObject } from '../planning/statement.js';
import type { ImportedFile } from '../reading/imported-file.js';
import { shippedPath } from './shipped-path.js';

/** Facts that ship together, e.g. the calendars. */
export interface ShippedPack {
  readonly name: string;
  readonly files: readonly ImportedFile[];
  /** SHA-256 over its files, lower-case hex. */
  readonly sha256: string;
}

/** The packs in the order in which they are imported: what others name comes first. */
export function shippedPacks(): readonly ShippedPack[] {
  const manifest = parseStrict(readFileSync(shippedPath('packs.json')));
  const packs = isJsonObject(manifest) ? manifest['packs'] : undefined;
  if (!Array.isArray(packs)) throw new Error('data/packs.json has no list of packs.');
  return packs.map((pack: JsonValue) => readPack(pack));
}

function readPack(pack: JsonValue): ShippedPack {
  const { name, files } = isJsonObject(pack) ? pack : {};
  if (typeof name !== 'string' || !Array.isArray(files)) {
    throw new Error('A pack in data/packs.json needs a name and files.');
  }
  const read = files
    .filter((path: JsonValue) => typeof path === 'string')
    .map((path) => ({ name: path, bytes: readFileSync(shippedPath(path)) }));
  return { name, files: read, sha256: digestOf(read) };
}

function digestOf(files: readonly ImportedFile[]): string {
  const hash = createHash('sha256');
  for (const { name, bytes } of files) {
    hash.update(`${name}\n${createHash('sha256').update(bytes).digest('hex')}\n`);
  }
  return hash.digest('hex');
}
