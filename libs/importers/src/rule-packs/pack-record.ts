import { fold, isInVocabulary, knownSet, ruleTerms, termSubject } from '#libs/governance';
import type { TermKind } from '#libs/governance';
import type { JsonObject, Ledger, RecordedEvent } from '#libs/ledger';
import { isJsonObject, textOf } from '../planning/statement.js';
import type { PackNames } from './pack-names.js';
import { sourceOf, termSubjectOf } from './rule-pack.js';
import type { RulePack } from './rule-pack.js';

/** What is on record of all that some packs speak of and name. */
export class PackRecord implements PackNames {
  private constructor(
    private readonly streams: ReadonlyMap<string, readonly RecordedEvent[]>,
    /** The definitions of obligations by the packs at hand. */
    readonly definitions: readonly RecordedEvent[],
  ) {}

  static async load(packs: readonly RulePack[], ledger: Ledger): Promise<PackRecord> {
    const sources = packs.map(({ pack }) => sourceOf(pack));
    const definitions: RecordedEvent[] = [];
    for await (const event of ledger.stream({ types: ['obligation.defined'] })) {
      if (sources.includes(event.source)) definitions.push(event);
    }
    const subjects = packs.flatMap(subjectsOf);
    return new PackRecord(await ledger.histories([...new Set(subjects)]), definitions);
  }

  history(subject: string): readonly RecordedEvent[] {
    return this.streams.get(subject) ?? [];
  }

  declares(kind: TermKind, name: string): boolean {
    const { status } = fold('terms', knownSet(this.history(termSubject(kind, name))));
    return status === 'declared';
  }

  hasCalendar(id: string): boolean {
    const { years } = fold('calendars', knownSet(this.history(`calendars/${id}`)));
    return years.length > 0;
  }

  timeZoneOf(instrument: string): string | undefined {
    return fold('instruments', knownSet(this.history(`instruments/${instrument}`))).timeZone;
  }
}

function subjectsOf({ terms, instruments }: RulePack): readonly string[] {
  const steps = instruments.flatMap(({ obligations }) =>
    obligations.flatMap((one) => [one, ...one.amendments]),
  );
  const named = steps.flatMap(({ fields }) => ruleTerms(fields));
  return [
    ...terms.map(termSubjectOf),
    ...named
      .filter(({ kind, name }) => !isInVocabulary(kind, name))
      .map(({ kind, name }) => termSubject(kind, name)),
    ...steps.flatMap(({ fields }) => calendarsOf(fields)).map((id) => `calendars/${id}`),
    ...instruments.map(({ instrument }) => `instruments/${instrument}`),
  ];
}

function calendarsOf(rule: JsonObject): readonly string[] {
  return ['due', 'every'].flatMap((field) => {
    const clock = rule[field];
    return isJsonObject(clock) ? (textOf(clock, 'calendar') ?? []) : [];
  });
}
