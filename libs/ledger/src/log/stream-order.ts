import { sql } from '#libs/database';
import type pg from 'pg';
import type { RecordedEvent } from '../event.js';
import { LogFault } from './log-fault.js';

const NEWEST_SEQUENCES = sql(import.meta.url, './newest-sequences.sql');

/**
 * Follows the events that are about to be signed: each has the next sequence of its stream, and
 * none was recorded before the one in front of it.
 */
export class StreamOrder {
  private readonly sequences = new Map<string, number>();
  private recordedtime = '';

  /** `signed`: how many events are signed already and not checked again here. */
  constructor(
    private readonly client: pg.ClientBase,
    private readonly signed: number,
  ) {}

  /** @throws LogFault */
  async follow(events: readonly RecordedEvent[]): Promise<void> {
    await this.look(events.map(({ subject }) => subject));
    for (const event of events) this.next(event);
  }

  private async look(subjects: readonly string[]): Promise<void> {
    const unknown = [...new Set(subjects)].filter((subject) => !this.sequences.has(subject));
    if (unknown.length === 0) return;
    for (const subject of unknown) this.sequences.set(subject, 0);
    const values = [unknown, this.signed];
    const found = await this.client.query<{ subject: string; sequence: number }>(
      NEWEST_SEQUENCES,
      values,
    );
    for (const { subject, sequence } of found.rows) this.sequences.set(subject, sequence);
  }

  private next({ position, subject, sequence, recordedtime }: RecordedEvent): void {
    const wanted = (this.sequences.get(subject) ?? 0) + 1;
    if (sequence !== wanted) {
      throw new LogFault(
        'order',
        `Event ${position} has sequence ${sequence} in ${subject}, where ${wanted} is next.`,
      );
    }
    // Both are in UTC with milliseconds, so that text compares as time.
    if (recordedtime < this.recordedtime) {
      throw new LogFault('order', `Event ${position} was recorded before the one in front of it.`);
    }
    this.sequences.set(subject, sequence);
    this.recordedtime = recordedtime;
  }
}
