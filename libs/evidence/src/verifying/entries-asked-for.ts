import { ENTRY } from '../format/entry-names.js';
import { MalformedPack } from '../format/malformed-pack.js';
import type { PackManifest } from '../format/manifest.js';

const ALWAYS = [ENTRY.readme, ENTRY.verifier, ENTRY.checkpoint, ENTRY.events, ENTRY.sums];
const WITH_COMPANY = [
  ENTRY.proofs,
  ENTRY.stateStart,
  ENTRY.stateEnd,
  ENTRY.changes,
  ENTRY.why,
  ENTRY.gaps,
  ENTRY.accessLog,
];
const WITH_SINCE = [ENTRY.checkpointSince, ENTRY.consistency];

/**
 * The manifest lists every entry in front of it, and its question tells which there must be.
 * @throws MalformedPack
 */
export function checkEntriesOf({ files, question }: PackManifest, names: readonly string[]): void {
  const listed = files.map(({ name }) => name);
  if (JSON.stringify([...listed, ENTRY.manifest, ENTRY.sums]) !== JSON.stringify(names)) {
    throw new MalformedPack('its manifest does not list its entries');
  }
  const { company, since } = question;
  require(names, ALWAYS);
  if (company === undefined) refuse(names, [...WITH_COMPANY, ENTRY.heads]);
  else require(names, WITH_COMPANY);
  if (since === undefined) refuse(names, WITH_SINCE);
  else require(names, WITH_SINCE);
}

function require(names: readonly string[], wanted: readonly string[]): void {
  const missing = wanted.find((name) => !names.includes(name));
  if (missing !== undefined) throw new MalformedPack(`it has no ${missing}`);
}

function refuse(names: readonly string[], unwanted: readonly string[]): void {
  const found = unwanted.find((name) => names.includes(name));
  if (found === undefined) return;
  throw new MalformedPack(`it has ${found}, which its question does not ask for`);
}
