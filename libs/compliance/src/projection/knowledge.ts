import type { Segment } from './segments.js';
import { STILL_KNOWN } from './register-row.js';

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

interface Known {
  readonly segment: Segment;
  /** Absent while it is not in the table. */
  readonly id?: number;
  readonly knownFrom: number;
}

/** What is known of one stream while events are taken one after another. */
export class Knowledge {
  readonly inserted: NewRow[] = [];
  readonly closed: ClosedRow[] = [];
  private known: Map<string, Known>;

  constructor(
    private readonly subject: string,
    open: readonly OpenRow[],
  ) {
    this.known = new Map(
      open.map(({ id, ...segment }) => [textOf(segment), { segment, id, knownFrom: 0 }]),
    );
  }

  /** From this position on the stream's rows are these: what differs is closed and opened. */
  learn(segments: readonly Segment[], position: number): void {
    const now = new Map<string, Known>();
    for (const segment of segments) {
      const text = textOf(segment);
      now.set(text, this.known.get(text) ?? { segment, knownFrom: position });
    }
    for (const [text, before] of this.known) if (!now.has(text)) this.close(before, position);
    this.known = now;
  }

  /** Ends the run: what is known by now stays known. */
  finish(): void {
    for (const one of this.known.values()) if (one.id === undefined) this.insert(one, STILL_KNOWN);
  }

  private close(before: Known, position: number): void {
    if (before.id === undefined) this.insert(before, position);
    else this.closed.push({ id: before.id, knownTo: position });
  }

  private insert({ segment, knownFrom }: Known, knownTo: number): void {
    this.inserted.push({ ...segment, subject: this.subject, knownFrom, knownTo });
  }
}

function textOf({ register, key, company, row, words, validFrom, validTo }: Segment): string {
  return JSON.stringify([register, key, company ?? null, validFrom, String(validTo), words, row]);
}
