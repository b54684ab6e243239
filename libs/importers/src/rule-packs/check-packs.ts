import { isInVocabulary, termSubject } from '#libs/governance';
import { checkInstrument } from './check-instrument.js';
import { checkObligation } from './check-obligation.js';
import { checkTerm } from './check-term.js';
import type { PackNames } from './pack-names.js';
import { Findings, step } from './pack-problem.js';
import type { PackProblem } from './pack-problem.js';
import { termSubjectOf } from './rule-pack.js';
import type { RulePack } from './rule-pack.js';

/** Everything that is wrong with packs that are to stand together, by file and line. */
export function checkPacks(packs: readonly RulePack[], names: PackNames): readonly PackProblem[] {
  const known = withOwnTerms(packs, names);
  const seen = new Map<string, string>();
  return packs.flatMap((pack) => {
    const findings = new Findings(pack.file, pack.lineOf);
    reportRepeated(pack, seen, findings);
    for (const term of pack.terms) checkTerm(term, findings);
    for (const instrument of pack.instruments) {
      checkInstrument(instrument, known, findings);
      for (const one of instrument.obligations) checkObligation(one, known, findings);
    }
    return findings.problems.toSorted((one, other) => one.line - other.line);
  });
}

/** Packs, terms and obligations are told apart by their names. */
function reportRepeated(pack: RulePack, seen: Map<string, string>, findings: Findings): void {
  const once = (key: string, pointer: string): void => {
    const first = seen.get(key);
    if (first === undefined) seen.set(key, `${pack.file}:${pack.lineOf(pointer)}`);
    else findings.report(pointer, 'duplicate-id', `The ${key} stands at ${first} already.`);
  };
  once(`pack ${pack.pack}`, '/pack');
  for (const { pointer, fields } of pack.terms) {
    once(`word ${termSubjectOf({ pointer, fields })}`, step(pointer, 'name'));
  }
  for (const { pointer, instrument, obligations } of pack.instruments) {
    once(`instrument ${instrument} of ${pack.pack}`, step(pointer, 'instrument'));
    for (const one of obligations) {
      once(`obligation ${one.obligation}`, step(one.pointer, 'obligation'));
    }
  }
}

function withOwnTerms(packs: readonly RulePack[], names: PackNames): PackNames {
  const own = new Set(packs.flatMap(({ terms }) => terms.map(termSubjectOf)));
  return {
    declares: (kind, name) =>
      isInVocabulary(kind, name) || own.has(termSubject(kind, name)) || names.declares(kind, name),
    hasCalendar: (id) => names.hasCalendar(id),
    timeZoneOf: (id) => names.timeZoneOf(id),
  };
}
