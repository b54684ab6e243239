import { Chronicle, isRuleStream, RulesOverTime, sourcesOf } from '#libs/compliance/pure';
import type { SourcedSubject } from '#libs/compliance/pure';
import { CompanyCounts, fold, isForAll, knownSet } from '#libs/governance';
import type { CompanyState, Localized } from '#libs/governance';
import type { RecordedEvent } from '#libs/ledger/pure';
import { papersNamed } from './named-papers.js';

/** Events in the order of their positions, from the first one on each time that it is called. */
export type ReadEvents = () => Iterable<RecordedEvent> | AsyncIterable<RecordedEvent>;

/** The events that are given have none of the company's own stream. */
export class CompanyNotInPack extends Error {
  constructor(readonly company: string) {
    super(`No event of the company ${company} is there.`);
    this.name = 'CompanyNotInPack';
  }
}

/** One company as some events tell it: they are all that its statuses rest on. */
export class CompanyFold {
  readonly chronicle: Chronicle;
  /** The company and its systems, in the order of their names. */
  readonly subjects: readonly SourcedSubject[];

  /** @param histories what concerns the company and what concerns all, stream by stream */
  constructor(
    readonly company: string,
    readonly position: number,
    private readonly histories: ReadonlyMap<string, readonly RecordedEvent[]>,
    /** The streams that concern it. */
    readonly own: ReadonlySet<string>,
  ) {
    const others = [...histories].filter(([stream]) => !isRuleStream(stream));
    this.chronicle = new Chronicle(new Map(others), RulesOverTime.of(histories));
    this.subjects = subjectsOf(company, histories);
  }

  get state(): CompanyState {
    return fold('companies', knownSet(this.eventsOf(`companies/${this.company}`)));
  }

  eventsOf(stream: string): readonly RecordedEvent[] {
    return this.histories.get(stream) ?? [];
  }

  /** The streams of a collection, in the order of their names. */
  streamsOf(collection: string): readonly string[] {
    return [...this.histories.keys()].filter((one) => one.startsWith(`${collection}/`)).sort();
  }

  /** All events, in record order. */
  events(): readonly RecordedEvent[] {
    const events = [...this.histories.values()].flat();
    return events.sort((one, other) => one.position - other.position);
  }

  /** The papers that evidence names, in the order of their SHA-256. */
  papers(): readonly string[] {
    return [...new Set([...this.histories.values()].flat().flatMap(papersNamed))].sort();
  }

  /** What facts are called that packs declared. */
  labels(facts: readonly string[]): ReadonlyMap<string, Localized> {
    return new Map(
      facts.flatMap((name): [string, Localized][] => {
        const { label } = fold('terms', knownSet(this.eventsOf(`terms/fact.${name}`)));
        return label === undefined ? [] : [[name, label]];
      }),
    );
  }
}

/**
 * Reads the events twice, first for the streams that concern the company. What does not concern it
 * is passed over, and so is what lies behind the position.
 * @throws CompanyNotInPack
 */
export async function foldCompany(
  company: string,
  position: number,
  read: ReadEvents,
): Promise<CompanyFold> {
  const counts = new CompanyCounts();
  for await (const event of upTo(position, read)) counts.take(event);
  const own = new Set(counts.streamsOf(company));
  if (!own.has(`companies/${company}`)) throw new CompanyNotInPack(company);
  const histories = new Map<string, RecordedEvent[]>();
  for await (const event of upTo(position, read)) {
    const { subject } = event;
    if (!own.has(subject) && !isForAll(subject)) continue;
    const sofar = histories.get(subject);
    if (sofar) sofar.push(event);
    else histories.set(subject, [event]);
  }
  return new CompanyFold(company, position, histories, own);
}

async function* upTo(position: number, read: ReadEvents): AsyncGenerator<RecordedEvent, void> {
  for await (const event of read()) {
    if (event.position > position) return;
    yield event;
  }
}

/** Those whose history may be made of the company's own events, with all that it may be made of. */
function subjectsOf(
  company: string,
  histories: ReadonlyMap<string, readonly RecordedEvent[]>,
): readonly SourcedSubject[] {
  const sources = new Map<string, Set<string>>();
  for (const { subject, stream } of [...histories.values()].flat().flatMap(sourcesOf)) {
    sources.set(subject, (sources.get(subject) ?? new Set()).add(stream));
  }
  return [...sources]
    .filter(([, streams]) => streams.has(`companies/${company}`))
    .map(([subject, streams]) => ({ subject, streams: [...streams].sort(), company }))
    .sort((one, other) => (one.subject < other.subject ? -1 : 1));
}
