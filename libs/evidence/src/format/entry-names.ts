import { MalformedPack } from './malformed-pack.js';

/** Every entry that a pack may have, in the order in which they stand. */
export const ENTRY = {
  readme: 'README.html',
  verifier: 'verify.mjs',
  checkpoint: 'checkpoint',
  checkpointSince: 'checkpoint-since',
  consistency: 'consistency.json',
  events: 'events.ndjson',
  proofs: 'proofs.ndjson',
  heads: 'heads.json',
  stateStart: 'state-start.csv',
  stateEnd: 'state-end.csv',
  changes: 'changes.csv',
  why: 'why.ndjson',
  gaps: 'gaps.csv',
  accessLog: 'access-log.csv',
  papers: 'papers/',
  personal: 'personal.ndjson',
  manifest: 'manifest.json',
  sums: 'SHA256SUMS',
} as const;

const ORDER: readonly string[] = Object.values(ENTRY);
const PAPER = /^papers\/[0-9a-f]{64}$/;

/** The name of the entry with the paper of this SHA-256, in hex. */
export function paperEntry(sha256: string): string {
  return `${ENTRY.papers}${sha256}`;
}

/** The SHA-256 that the name of a paper's entry promises; undefined for every other entry. */
export function paperOfEntry(name: string): string | undefined {
  return PAPER.test(name) ? name.slice(ENTRY.papers.length) : undefined;
}

/**
 * Names in their only order: papers by their names, no name twice, none that a pack has not.
 * @throws MalformedPack
 */
export function checkEntryOrder(names: readonly string[]): void {
  let [lastRank, last] = [-1, ''];
  for (const name of names) {
    const rank = rankOf(name);
    if (rank === undefined) throw new MalformedPack(`it has an entry ${JSON.stringify(name)}`);
    if (rank < lastRank || (rank === lastRank && name <= last)) {
      throw new MalformedPack(`its entry ${name} does not stand in its place`);
    }
    [lastRank, last] = [rank, name];
  }
}

function rankOf(name: string): number | undefined {
  const rank = ORDER.indexOf(PAPER.test(name) ? ENTRY.papers : name);
  return rank === -1 || name === ENTRY.papers ? undefined : rank;
}
