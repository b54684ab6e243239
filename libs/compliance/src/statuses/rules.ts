import {
  factsOf,
  fieldsOf,
  looksAt,
  typesOf,
  type Calendars,
  type Obligation,
  type Rule,
  type SubjectHistory,
} from '#libs/rulebook';
import type { Difference } from './concern.js';

type Index = ReadonlyMap<string, readonly Obligation[]>;

/** The rulebook as known at one position, found by what its rules look at. */
export class Rules {
  /** Of the data of events, those that some rule looks at. */
  readonly fields: readonly string[];
  private readonly byId: ReadonlyMap<string, Obligation>;
  private readonly byFact: Index;
  private readonly byType: Index;
  private readonly byKind: Readonly<Record<SubjectHistory['kind'], readonly Obligation[]>>;
  private readonly bound: Readonly<Record<SubjectHistory['kind'], ReadonlySet<Obligation>>>;

  constructor(
    readonly obligations: readonly Obligation[],
    readonly calendars: Calendars,
  ) {
    const rules = obligations.flatMap(({ versions }) => versions.map(({ rule }) => rule));
    this.fields = [...new Set(rules.flatMap((rule) => [...fieldsOf(rule)]))];
    this.byId = new Map(obligations.map((one) => [one.id, one]));
    this.byFact = indexed(obligations, ({ appliesWhen }) => factsOf(appliesWhen));
    this.byType = indexed(obligations, typesOf);
    this.byKind = {
      company: obligations.filter((one) => binds(one, 'company')),
      system: obligations.filter((one) => binds(one, 'system')),
    };
    this.bound = { company: new Set(this.byKind.company), system: new Set(this.byKind.system) };
  }

  /** In which waivers of an obligation end; that of nothing known is UTC. */
  readonly timeZoneOf = (obligation: string): string =>
    this.byId.get(obligation)?.timeZone ?? 'UTC';

  named(ids: Iterable<string>): readonly Obligation[] {
    return [...ids].flatMap((id) => this.byId.get(id) ?? []);
  }

  /** Whether some pattern of some rule asks for events of this type. */
  looksAtType(type: string): boolean {
    return this.byType.has(type);
  }

  /** The obligations that bind this kind of subject in some version. */
  binding(kind: SubjectHistory['kind']): readonly Obligation[] {
    return this.byKind[kind];
  }

  /** The obligations whose status may differ where histories do. */
  concerned(difference: Difference, kind: SubjectHistory['kind']): ReadonlySet<Obligation> {
    const found = new Set<Obligation>();
    const bound = this.bound[kind];
    const find = (obligation: Obligation): void => {
      if (bound.has(obligation)) found.add(obligation);
    };
    for (const obligation of this.named(difference.obligations)) find(obligation);
    for (const fact of difference.facts) this.byFact.get(fact)?.forEach(find);
    for (const event of difference.events) {
      for (const obligation of this.byType.get(event.type) ?? []) {
        if (obligation.versions.some(({ rule }) => looksAt(rule, event))) find(obligation);
      }
    }
    return found;
  }

  /** The obligations that count days of a calendar. */
  counting(calendar: string): readonly string[] {
    return this.obligations
      .filter(({ versions }) => versions.some(({ rule }) => countsIn(rule, calendar)))
      .map(({ id }) => id);
  }
}

function indexed(
  obligations: readonly Obligation[],
  wordsOf: (rule: Rule) => Iterable<string>,
): Index {
  const index = new Map<string, Obligation[]>();
  for (const obligation of obligations) {
    const words = new Set(obligation.versions.flatMap(({ rule }) => [...wordsOf(rule)]));
    for (const word of words) {
      const found = index.get(word);
      if (found) found.push(obligation);
      else index.set(word, [obligation]);
    }
  }
  return index;
}

function binds({ versions }: Obligation, kind: SubjectHistory['kind']): boolean {
  return versions.some(({ rule }) => rule.binds === kind);
}

function countsIn({ due, every }: Rule, calendar: string): boolean {
  return [due, every].some(
    (term) =>
      term !== undefined && 'calendar' in term && term.calendar === calendar && 'within' in term,
  );
}
