import type { ImportedFile } from '../reading/imported-file.js';
import type { PackProblem } from './pack-problem.js';
import { readPack } from './read-pack.js';
import type { RulePack } from './rule-pack.js';

const YAML_NAME = /\.ya?ml$/i;
const YAML_START = /^(?:\ufeff?|[^]*\n)pack[ \t]*:/u;
const START_BYTES = 4_096;

/** The name or a field `pack` at the beginning of a line shows what is meant to be a pack. */
export function looksLikeRulePack({ name, bytes }: ImportedFile): boolean {
  return YAML_NAME.test(name) || YAML_START.test(bytes.subarray(0, START_BYTES).toString('utf8'));
}

/** Several packs that are to stand together. */
export interface ReadPacks {
  readonly packs: readonly RulePack[];
  readonly problems: readonly PackProblem[];
}

/** @throws UnreadableFile for a file that is too large or no UTF-8 */
export function readPacks(files: readonly ImportedFile[]): ReadPacks {
  const read = files.map(readPack);
  return {
    packs: read.flatMap(({ pack }) => pack ?? []),
    problems: read.flatMap(({ problems }) => problems),
  };
}
