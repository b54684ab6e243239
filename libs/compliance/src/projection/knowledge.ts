import { STILL_KNOWN } from './register-row.js';
import type { Segment } from './segments.js';

/** A row that is in the table and still known. */
export interface OpenRow extends Segment {
  readonly id: number;
}

export interface NewRow extends Segment {
  readonly subject: string;
  readonly knownFrom: number;
  readonly knownTo: number;
}

export interface ClosedRow {
  readonly id: number;
  readonly knownTo: number;
}

/** Where a known segment comes from: a row of the table, or a position of this batch. */
type Origin = { readonly id: number } | { readonly knownFrom: number };

/** What is known of one stream while events are taken one after another. */
export class Knowledge {
  readonly inserted: NewRow[] = [];
  readonly closed: ClosedRow[] = [];
  private known: ReadonlyMap<Segment, Origin>;

  constructor(
    private readonly subject: string,
    open: readonly OpenRow[],
  ) {
    this.known = new Map(open.map((row) => [row, row]));
  }

  /** From this position on the stream's rows are these: what differs is closed and opened. */
  learn(segments: readonly Segment[], position: number): void {
    const now = new Set(segments);
    const lost = new Map<string, readonly [Segment, Origin]>();
    for (const one of this.known) if (!now.has(one[0])) lost.set(textOf(one[0]), one);
    const known = new Map<Segment, Origin>();
    for (const segment of segments) {
      const origin = this.known.get(segment) ?? foundAgain(segment, lost);
      known.set(segment, origin ?? { knownFrom: position });
    }
    for (const [segment, origin] of lost.values()) this.close(segment, origin, position);
    this.known = known;
  }

  /** Ends the run: what is known by now stays known. */
  finish(): void {
    for (const [segment, origin] of this.known) {
      if ('knownFrom' in origin) this.insert(segment, origin.knownFrom, STILL_KNOWN);
    }
  }

  private close(segment: Segment, origin: Origin, position: number): void {
    if ('knownFrom' in origin) this.insert(segment, origin.knownFrom, position);
    else this.closed.push({ id: origin.id, knownTo: position });
  }

  private insert(segment: Segment, knownFrom: number, knownTo: number): void {
    this.inserted.push({ ...segment, subject: this.subject, knownFrom, knownTo });
  }
}

/** Another object may say the same: it was read from the table, or evaluated again. */
function foundAgain(
  segment: Segment,
  lost: Map<string, readonly [Segment, Origin]>,
): Origin | undefined {
  if (lost.size === 0) return undefined;
  const text = textOf(segment);
  const origin = lost.get(text)?.[1];
  lost.delete(text);
  return origin;
}

function textOf({ register, key, company, row, words, validFrom, validTo }: Segment): string {
  return JSON.stringify([register, key, company ?? null, validFrom, String(validTo), words, row]);
}
