import { isForAll } from './for-all.js';
import { namedIn } from './named-companies.js';
import type { Speaking } from './named-companies.js';

/** A company, and how many events there are in the streams that concern it. */
export type CompanyCount = readonly [company: string, count: number];

interface Stream {
  events: number;
  companies: readonly string[];
}

const NOBODY: readonly string[] = [];

/**
 * Counts, event by event, what each company has in the ledger. A stream concerns a company when it
 * is the company's own, when one of its events names the company, or when one names a system whose
 * own stream concerns it; and then with all of its events, also those in front. What was said once
 * counts for good, corrected or retracted or not: the count is of bytes, not of what holds.
 *
 * Memory grows with the number of streams, not with that of events.
 */
export class CompanyCounts {
  private readonly streams = new Map<string, Stream>();
  private readonly counts = new Map<string, number>();
  private countForAll = 0;
  /** Most streams concern one company: those of one company share this list of it. */
  private readonly alone = new Map<string, readonly string[]>();
  /** By the stream of a system, the streams that name it: they concern whom it concerns. */
  private readonly naming = new Map<string, Set<string>>();

  /** Takes the next event of its stream. */
  take(event: Speaking): void {
    const { subject } = event;
    const stream = this.streamOf(subject);
    stream.events += 1;
    if (isForAll(subject)) this.countForAll += 1;
    for (const company of stream.companies) this.add(company, 1);
    const { companies, systems } = namedIn(event);
    for (const company of companies) this.concern(subject, company);
    for (const system of systems) this.follow(subject, `systems/${system}`);
  }

  /** Events in the streams that concern every company, whom they name or not. */
  get forAll(): number {
    return this.countForAll;
  }

  /** How many events a company has; 0 for one that no stream concerns. */
  of(company: string): number {
    return this.counts.get(company) ?? 0;
  }

  /** Every company that has events, in the order of their code points. */
  all(): readonly CompanyCount[] {
    // Ids are ASCII, whose code units are its code points.
    return [...this.counts].sort(([one], [other]) => (one < other ? -1 : 1));
  }

  /** The streams that concern a company. */
  streamsOf(company: string): readonly string[] {
    const concerning = [...this.streams].filter(([, { companies }]) => companies.includes(company));
    return concerning.map(([subject]) => subject);
  }

  private streamOf(subject: string): Stream {
    const known = this.streams.get(subject);
    if (known !== undefined) return known;
    const stream = { events: 0, companies: NOBODY };
    this.streams.set(subject, stream);
    return stream;
  }

  private follow(subject: string, system: string): void {
    const naming = this.naming.get(system) ?? new Set();
    this.naming.set(system, naming.add(subject));
    for (const company of this.streams.get(system)?.companies ?? []) this.concern(subject, company);
  }

  private concern(subject: string, company: string): void {
    const stream = this.streamOf(subject);
    if (stream.companies.includes(company)) return;
    stream.companies =
      stream.companies === NOBODY ? this.only(company) : [...stream.companies, company];
    this.add(company, stream.events);
    for (const naming of this.naming.get(subject) ?? []) this.concern(naming, company);
  }

  private only(company: string): readonly string[] {
    const known = this.alone.get(company) ?? [company];
    this.alone.set(company, known);
    return known;
  }

  private add(company: string, events: number): void {
    this.counts.set(company, this.of(company) + events);
  }
}
