import type pg from 'pg';
import type { RecordedEvent } from '../event.js';
import { messageOf } from '../failure.js';

/** Views that are folded from the ledger. */
export interface Projection {
  readonly name: string;
  /** Raised whenever the same events give other views. */
  readonly version: number;
  /**
   * Brings the views from before these events to after them, within the transaction. How the events
   * are cut into batches must not matter, nor may anything outside the transaction change.
   */
  apply(transaction: pg.PoolClient, events: readonly RecordedEvent[]): Promise<void>;
  /**
   * Goes on with what earlier events left to be done, a part of at most `sizeMax` at a time, so that
   * later events need not wait for all of it. False when nothing is left.
   * @param position the last event that `apply` took
   * @throws SubjectFailed where one subject alone is at fault
   */
  goOn?(transaction: pg.PoolClient, position: number, sizeMax: number): Promise<boolean>;
  /** Empties the views, so that a new version is built from the first event on. */
  reset?(transaction: pg.PoolClient): Promise<void>;
}

/** Work on one subject failed; whoever runs the projection parks it. */
export class SubjectFailed extends Error {
  constructor(
    readonly subject: string,
    readonly position: number,
    cause: unknown,
  ) {
    super(`${subject}: ${messageOf(cause)}`, { cause });
    this.name = 'SubjectFailed';
  }
}

export interface ParkedSubject {
  readonly subject: string;
  /** The event that could not be applied; it and the later ones of its subject are left out. */
  readonly position: number;
  readonly error: string;
  readonly since: Date;
}

export interface ProjectionState {
  /** Absent before the projection first ran. */
  readonly version?: number;
  /** Every event up to here is in the views, but for those of parked subjects. */
  readonly position: number;
  readonly parked: readonly ParkedSubject[];
}

export interface ProjectionHealth {
  readonly status: 'ok' | 'degraded' | 'down';
  readonly detail: string;
}

/** The views were built by another version, and this one cannot rebuild them. */
export class ProjectionVersionMismatch extends Error {
  constructor(
    readonly projection: string,
    readonly built: number,
    readonly wanted: number,
  ) {
    super(`Projection ${projection} is built by version ${built}, not by ${wanted}.`);
    this.name = 'ProjectionVersionMismatch';
  }
}
