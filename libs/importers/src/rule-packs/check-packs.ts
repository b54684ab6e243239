import { isInVocabulary, termSubject } from '#libs/governance';
import { checkInstrument } from './check-instrument.js';
import { checkObligation } from './check-obligation.js';
import { checkTerm } from './check-term.js';
import type { PackNames } from './pack-names.js';
import { Findings, step } from './pack-problem.js';
import type { PackProblem } from './pack-problem.js';
import { termSubjectOf } from './rule-pack.js';
import type { RulePack } from './rule-pack.js';

/** Where what is told apart by its name stands first. */
type Places = Map<string, string>;

/** Everything that is wrong with packs that are to stand together, and beside others. */
export function checkPacks(
  packs: readonly RulePack[],
  names: PackNames,
  others: readonly RulePack[] = [],
): readonly PackProblem[] {
  const known = withTerms([...packs, ...others], names);
  const seen: Places = new Map(others.flatMap(obligationsOf).map(([key, place]) => [key, place]));
  return packs.flatMap((pack) => {
    const findings = new Findings(pack.file, pack.lineOf);
    reportRepeated(pack, seen, findings);
    for (const term of pack.terms) checkTerm(term, findings);
    for (const instrument of pack.instruments) {
      checkInstrument(instrument, known, findings);
      for (const one of instrument.obligations) checkObligation(one, known, findings);
    }
    return findings.problems;
  });
}

function reportRepeated(pack: RulePack, seen: Places, findings: Findings): void {
  for (const [key, place, pointer] of namedIn(pack)) {
    const first = seen.get(key);
    if (first === undefined) seen.set(key, place);
    else findings.report(pointer, 'duplicate-id', `The ${key} stands at ${first} already.`);
  }
}

type Named = readonly [key: string, place: string, pointer: string];

function namedIn(pack: RulePack): readonly Named[] {
  const { terms, instruments } = pack;
  const named = (key: string, pointer: string): Named => [key, placeOf(pack, pointer), pointer];
  return [
    named(`pack ${pack.pack}`, '/pack'),
    ...terms.map((term) => named(`word ${termSubjectOf(term)}`, step(term.pointer, 'name'))),
    ...instruments.map(({ instrument, pointer }) =>
      named(`instrument ${instrument} of ${pack.pack}`, step(pointer, 'instrument')),
    ),
    ...obligationsOf(pack),
  ];
}

function obligationsOf(pack: RulePack): readonly Named[] {
  const obligations = pack.instruments.flatMap((one) => one.obligations);
  return obligations.map(({ obligation, pointer }) => {
    const at = step(pointer, 'obligation');
    return [`obligation ${obligation}`, placeOf(pack, at), at];
  });
}

function placeOf({ file, lineOf }: RulePack, pointer: string): string {
  return `${file}:${lineOf(pointer)}`;
}

function withTerms(packs: readonly RulePack[], names: PackNames): PackNames {
  const own = new Set(packs.flatMap(({ terms }) => terms.map(termSubjectOf)));
  return {
    declares: (kind, name) =>
      isInVocabulary(kind, name) || own.has(termSubject(kind, name)) || names.declares(kind, name),
    hasCalendar: (id) => names.hasCalendar(id),
    timeZoneOf: (id) => names.timeZoneOf(id),
  };
}
