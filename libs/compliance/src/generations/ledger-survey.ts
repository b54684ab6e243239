import type { RecordedEvent } from '#libs/ledger';
import type { StoredBearer } from '../statuses/bearer.js';
import { grouped } from '../projection/grouped.js';
import { sourcesOf } from '../statuses/history-sources.js';
import { isRuleStream, type RuleEvent } from '../statuses/rules-over-time.js';

/** Events of one part, about; a company is never divided. */
const PART_EVENTS = 4_000;

/** Streams that are folded together, and the subjects whose histories they are. */
export interface LedgerPart {
  readonly streams: readonly string[];
  readonly bearers: readonly StoredBearer[];
  /** How many events the streams have. */
  readonly events: number;
}

/** Which streams a ledger has and whose histories they belong to, without their events. */
export class LedgerSurvey {
  readonly ruleEvents: RuleEvent[] = [];
  private readonly counts = new Map<string, number>();
  private readonly sources = new Map<string, Set<string>>();

  take(event: RecordedEvent): void {
    const { subject: named, position } = event;
    this.counts.set(named, (this.counts.get(named) ?? 0) + 1);
    if (isRuleStream(named)) this.ruleEvents.push({ subject: named, position });
    for (const { subject, stream } of sourcesOf(event)) {
      const streams = this.sources.get(subject);
      if (streams) streams.add(stream);
      else this.sources.set(subject, new Set([stream]));
    }
  }

  get bearers(): readonly StoredBearer[] {
    return [...this.sources].map(([subject, streams]) => ({
      subject,
      streams: [...streams].sort(),
    }));
  }

  /** All streams and subjects, those of one company in one part. */
  parts(): readonly LedgerPart[] {
    const bearersOf = grouped(this.bearers, ({ subject }) => this.homeOf(subject));
    const homes = this.homesOfAlgorithms();
    const streamsOf = grouped(
      this.counts.keys(),
      (stream) => homes.get(stream) ?? this.homeOf(stream),
    );
    const parts: LedgerPart[] = [];
    let open: LedgerPart = EMPTY;
    for (const home of new Set([...streamsOf.keys(), ...bearersOf.keys()])) {
      open = this.joined(open, streamsOf.get(home) ?? [], bearersOf.get(home) ?? []);
      if (open.events < PART_EVENTS) continue;
      parts.push(open);
      open = EMPTY;
    }
    return [...parts, open];
  }

  /** The company that a system was last said to belong to; of everything else itself. */
  private homeOf(subject: string): string {
    if (!subject.startsWith('systems/')) return subject;
    const streams = [...(this.sources.get(subject) ?? [])];
    return streams.findLast((stream) => stream.startsWith('companies/')) ?? subject;
  }

  /** An algorithm is folded with the first system that it was linked to. */
  private homesOfAlgorithms(): ReadonlyMap<string, string> {
    const homes = new Map<string, string>();
    for (const [subject, streams] of this.sources) {
      for (const stream of streams) {
        if (stream.startsWith('algorithms/') && !homes.has(stream)) {
          homes.set(stream, this.homeOf(subject));
        }
      }
    }
    return homes;
  }

  private joined(
    part: LedgerPart,
    streams: readonly string[],
    bearers: readonly StoredBearer[],
  ): LedgerPart {
    const added = streams.reduce((sum, stream) => sum + (this.counts.get(stream) ?? 0), 0);
    return {
      streams: [...part.streams, ...streams],
      bearers: [...part.bearers, ...bearers],
      events: part.events + added,
    };
  }
}

const EMPTY: LedgerPart = { streams: [], bearers: [], events: 0 };
