import type { ImportedFile } from '../reading/imported-file.js';
import { RefusedPacks } from './pack-problem.js';
import type { PackProblem } from './pack-problem.js';
import { readPack } from './read-pack.js';
import { isRefused } from './rule-pack.js';
import type { RulePack } from './rule-pack.js';

const YAML_NAME = /\.ya?ml$/i;
const YAML_START = /^(?:\ufeff?|[^]*\n)pack[ \t]*:/u;
const START_BYTES = 4_096;

/** The name or a field `pack` at the beginning of a line shows what is meant to be a pack. */
export function looksLikeRulePack({ name, bytes }: ImportedFile): boolean {
  return YAML_NAME.test(name) || YAML_START.test(bytes.subarray(0, START_BYTES).toString('utf8'));
}

/**
 * @throws RefusedPacks with every problem in the form of any of the packs
 * @throws UnreadableFile for a file that is too large or no UTF-8
 */
export function readPacks(files: readonly ImportedFile[]): readonly RulePack[] {
  const packs: RulePack[] = [];
  const problems: PackProblem[] = [];
  for (const file of files) {
    const read = readPack(file);
    if (isRefused(read)) problems.push(...read);
    else packs.push(read);
  }
  if (problems.length > 0) throw new RefusedPacks(problems);
  return packs;
}
