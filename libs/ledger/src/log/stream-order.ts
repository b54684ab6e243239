import { sql } from '#libs/database';
import type pg from 'pg';
import { STREAMS_KEPT_MAX } from '../limits.js';
import { LogFault } from './log-fault.js';

const NEWEST_SEQUENCES = sql(import.meta.url, './newest-sequences.sql');
const RECORDED_TIME_AT = sql(import.meta.url, './recorded-time-at.sql');

/** What of an event has to follow on others. */
export interface Followed {
  readonly position: number;
  readonly subject: string;
  readonly sequence: number;
  readonly recordedtime: string;
}

/**
 * Follows events in the order of their positions: each has the next sequence of its stream, and
 * none was recorded before the one in front of it.
 */
export class StreamOrder {
  private readonly sequences = new Map<string, number>();
  private recordedtime: string | undefined;
  /** Whether a stream that is not among them has no event yet. */
  private areAll: boolean;

  /**
   * @param followed how many events are not looked at any more
   * @param onFault by default, the first fault is thrown
   */
  constructor(
    private readonly client: pg.ClientBase,
    private followed: number,
    private readonly onFault: (fault: LogFault) => void = raise,
  ) {
    this.areAll = followed === 0;
  }

  /** @throws LogFault */
  async follow(events: readonly Followed[]): Promise<void> {
    this.recordedtime ??= await recordedTimeAt(this.client, this.followed);
    await this.look(events.map(({ subject }) => subject));
    for (const event of events) this.next(event);
    this.followed = events.at(-1)?.position ?? this.followed;
  }

  private async look(subjects: readonly string[]): Promise<void> {
    // What is forgotten is read again: memory does not grow with the number of streams.
    if (this.sequences.size > STREAMS_KEPT_MAX) {
      this.sequences.clear();
      this.areAll = false;
    }
    if (this.areAll) return;
    const unknown = [...new Set(subjects)].filter((subject) => !this.sequences.has(subject));
    if (unknown.length === 0) return;
    for (const subject of unknown) this.sequences.set(subject, 0);
    const values = [unknown, this.followed];
    const found = await this.client.query<{ subject: string; sequence: number }>(
      NEWEST_SEQUENCES,
      values,
    );
    for (const { subject, sequence } of found.rows) this.sequences.set(subject, sequence);
  }

  private next({ position, subject, sequence, recordedtime }: Followed): void {
    const wanted = (this.sequences.get(subject) ?? 0) + 1;
    if (sequence !== wanted) {
      const detail = `Event ${position} has sequence ${sequence} in ${subject}, where ${wanted} is`;
      this.onFault(new LogFault('order', `${detail} next.`, { position }));
    }
    // Both are in UTC with milliseconds, so that text compares as time.
    if (recordedtime < (this.recordedtime ?? '')) {
      const detail = `Event ${position} was recorded before the one in front of it.`;
      this.onFault(new LogFault('order', detail, { position }));
    }
    this.sequences.set(subject, sequence);
    this.recordedtime = recordedtime;
  }
}

function raise(fault: LogFault): never {
  throw fault;
}

async function recordedTimeAt(client: pg.ClientBase, position: number): Promise<string> {
  const { rows } = await client.query<{ recordedtime: string }>(RECORDED_TIME_AT, [position]);
  return rows[0]?.recordedtime ?? '';
}
