import { setImmediate as turn } from 'node:timers/promises';
import type pg from 'pg';
import {
  Knowledge,
  STILL_KNOWN,
  type ClosedRow,
  type Known,
  type Open,
} from '../projection/knowledge.js';
import { Pulse } from '../projection/pulse.js';
import type { Bearer, Learnt } from './bearer.js';
import { DUTY_LIKENESS, type DutyRow } from './duty-row.js';
import { closeStatuses, insertStatuses, readOpenStatuses } from './stored-statuses.js';

/** Rows that are written together; the database writes them while the next are evaluated. */
const ROWS_TOGETHER = 5_000;

/** Writes what subjects learn, one after another, while the next is being evaluated. */
export class StatusWriter {
  private inserted: Known<DutyRow>[] = [];
  private closed: ClosedRow[] = [];
  private writing: Promise<void> = Promise.resolve();
  private failure: Error | undefined;
  private readonly pulse: Pulse;

  constructor(private readonly transaction: pg.PoolClient) {
    this.pulse = new Pulse(transaction);
  }

  /** @param learnt in the order of positions */
  async write(bearer: Bearer, learnt: readonly Learnt[]): Promise<void> {
    if (learnt.length === 0) return;
    const byObligation = new Map<string, Learnt[]>();
    for (const one of learnt) {
      const found = byObligation.get(one.obligation);
      if (found) found.push(one);
      else byObligation.set(one.obligation, [one]);
    }
    const open = bearer.isNew ? NOTHING : await this.open(bearer, [...byObligation.keys()]);
    for (const [obligation, steps] of byObligation) this.take(open.get(obligation) ?? [], steps);
    if (this.inserted.length >= ROWS_TOGETHER) await this.flush();
  }

  /** Shows the database that the transaction is at work. */
  async beat(): Promise<void> {
    if (!this.pulse.isDue) return;
    await this.writing;
    await this.pulse.beat();
  }

  /** Waits until everything is written. */
  async finish(): Promise<void> {
    await this.flush();
    await this.writing;
    if (this.failure !== undefined) throw this.failure;
  }

  private async open(
    { subject }: Bearer,
    obligations: readonly string[],
  ): Promise<ReadonlyMap<string, readonly Open<DutyRow>[]>> {
    // A connection takes one statement at a time.
    await this.writing;
    return readOpenStatuses(this.transaction, subject, obligations);
  }

  private take(open: readonly Open<DutyRow>[], steps: readonly Learnt[]): void {
    const [first, ...later] = steps;
    if (first !== undefined && later.length === 0 && open.length === 0) {
      for (const row of first.rows) this.insert(row, first.position);
      return;
    }
    const knowledge = new Knowledge(open, DUTY_LIKENESS);
    for (const { rows, position } of steps) knowledge.learn(rows, position);
    knowledge.finish();
    for (const row of knowledge.inserted) this.inserted.push(row);
    for (const row of knowledge.closed) this.closed.push(row);
  }

  private insert(row: DutyRow, knownFrom: number): void {
    this.inserted.push({ ...row, knownFrom, knownTo: STILL_KNOWN });
  }

  /** Hands over what has come together, as soon as what was handed over before is written. */
  private async flush(): Promise<void> {
    const { inserted, closed } = this;
    if (inserted.length === 0 && closed.length === 0) return;
    await this.writing;
    this.inserted = [];
    this.closed = [];
    this.writing = this.store(inserted, closed).catch((error: unknown) => {
      this.failure ??= error instanceof Error ? error : new Error(String(error));
    });
    // The statement leaves the process before the next evaluation takes it.
    await turn();
  }

  private async store(
    inserted: readonly Known<DutyRow>[],
    closed: readonly ClosedRow[],
  ): Promise<void> {
    if (this.failure !== undefined) return;
    await closeStatuses(this.transaction, closed);
    await insertStatuses(this.transaction, inserted);
  }
}

const NOTHING: ReadonlyMap<string, readonly Open<DutyRow>[]> = new Map();
