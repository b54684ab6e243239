import type { ImportedFile } from './reading/imported-file.js';
import { UnreadableFile } from './reading/unreadable-file.js';
import { checkPacks } from './rule-packs/check-packs.js';
import { byPlace } from './rule-packs/pack-problem.js';
import type { PackProblem } from './rule-packs/pack-problem.js';
import { readPack } from './rule-packs/read-pack.js';
import type { ReadPack } from './rule-packs/read-pack.js';
import type { RulePack } from './rule-packs/rule-pack.js';
import { shippedNames, shippedRulePacks } from './shipped/shipped-names.js';

export interface PackCheck {
  /** The packs that could be read. */
  readonly packs: readonly RulePack[];
  readonly problems: readonly PackProblem[];
}

/**
 * Checks rule packs without a database: what they name must stand in them, in another one of them
 * or in what ships with Edict. What a ledger holds already is only looked at when they are imported.
 */
export function checkRulePacks(files: readonly ImportedFile[]): PackCheck {
  const read = files.map(readOrReport);
  const packs = read.flatMap(({ pack }) => pack ?? []);
  const names = packs.map(({ pack }) => pack);
  const others = shippedRulePacks().filter(({ pack }) => !names.includes(pack));
  const problems = [
    ...read.flatMap((one) => one.problems),
    ...checkPacks(packs, shippedNames(), others),
  ];
  return { packs, problems: byPlace(problems, files) };
}

function readOrReport(file: ImportedFile): ReadPack {
  try {
    return readPack(file);
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error;
    const { reason: code, detail: text } = error;
    return { problems: [{ file: file.name, line: 1, pointer: '', code, text }] };
  }
}
