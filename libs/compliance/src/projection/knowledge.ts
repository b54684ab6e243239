import { whereTheyDiffer } from './where-they-differ.js';

/** `known_to` of what is still known: later than any position. */
export const STILL_KNOWN = Number.MAX_SAFE_INTEGER;

/** A row that is in the table and still known. */
export type Open<Row> = Row & { readonly id: number };

/** A row with the stretch of positions through which it was known. */
export type Known<Row> = Row & { readonly knownFrom: number; readonly knownTo: number };

export interface ClosedRow {
  readonly id: number;
  readonly knownTo: number;
}

/** Where a known row comes from: the table, or a position of this batch. */
type Origin = { readonly id: number } | { readonly knownFrom: number };

/** Of the rows that are known at once no two have the same. */
type Place = number | string;

/** How a row that was evaluated again is told to say what another one says. */
export interface Likeness<Row> {
  placeOf(row: Row): Place;
  /** Whether two rows of one place say the same. */
  isSame(one: Row, other: Row): boolean;
}

/** What is known of one thing while events are taken one after another. */
export class Knowledge<Row extends object> {
  readonly inserted: Known<Row>[] = [];
  readonly closed: ClosedRow[] = [];
  private readonly known: Map<Row, Origin>;
  /** All that are known, as they were learnt last. */
  private rows: readonly Row[];

  constructor(
    open: readonly Open<Row>[],
    private readonly likeness: Likeness<Row>,
  ) {
    this.known = new Map(open.map((row) => [row, row]));
    this.rows = open;
  }

  /** From this position on the rows are these: what differs is closed and opened. */
  learn(rows: readonly Row[], position: number): void {
    const [start, endBefore, end] = whereTheyDiffer(this.rows, rows);
    const before = this.rows.slice(start, endBefore);
    const after = rows.slice(start, end);
    this.rows = rows;
    if (before.length === 0 && after.length === 0) return;
    const lost = this.take(before, after);
    for (const row of after) {
      if (this.known.has(row)) continue;
      this.known.set(row, this.foundAgain(row, lost) ?? { knownFrom: position });
    }
    for (const [row, origin] of lost.values()) this.close(row, origin, position);
  }

  /** Those of the rows before that are not the same objects any more, by their places. */
  private take(before: readonly Row[], after: readonly Row[]): Map<Place, readonly [Row, Origin]> {
    const lost = new Map<Place, readonly [Row, Origin]>();
    const now = before.length > 0 && after.length > 0 ? new Set(after) : undefined;
    for (const row of before) {
      const origin = this.known.get(row);
      if (origin === undefined || now?.has(row)) continue;
      lost.set(this.likeness.placeOf(row), [row, origin]);
      this.known.delete(row);
    }
    return lost;
  }

  /** Ends the run: what is known by now stays known. */
  finish(): void {
    for (const [row, origin] of this.known) {
      if ('knownFrom' in origin) this.insert(row, origin.knownFrom, STILL_KNOWN);
    }
  }

  private close(row: Row, origin: Origin, position: number): void {
    if ('knownFrom' in origin) this.insert(row, origin.knownFrom, position);
    else this.closed.push({ id: origin.id, knownTo: position });
  }

  private insert(row: Row, knownFrom: number, knownTo: number): void {
    this.inserted.push({ ...row, knownFrom, knownTo });
  }

  /** Another object may say the same: it was read from the table, or evaluated again. */
  private foundAgain(row: Row, lost: Map<Place, readonly [Row, Origin]>): Origin | undefined {
    if (lost.size === 0) return undefined;
    const place = this.likeness.placeOf(row);
    const found = lost.get(place);
    if (found === undefined || !this.likeness.isSame(found[0], row)) return undefined;
    lost.delete(place);
    return found[1];
  }
}
