import type pg from 'pg';
import type { RecordedEvent } from '../event.js';

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
  /** Empties the views, so that a new version is built from the first event on. */
  reset?(transaction: pg.PoolClient): Promise<void>;
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
