import type pg from 'pg';
import { StatusChanges } from '#libs/compliance';
import type { AsOf, ChangeSelection } from '#libs/compliance';
import { createPool } from '#libs/database';
import { Ledger } from '#libs/ledger';
import { createTestDatabase } from '../setup/database.js';
import { stand } from '../statuses/standing-rows.js';
import type { StandingRow } from '../statuses/standing-rows.js';

/** An event that was recorded at a time of the test's choosing. */
export interface RecordedAt {
  readonly type: string;
  readonly subject: string;
  readonly recordedAt: string;
}

/** A ledger whose clock the test sets, and statuses as the projection would have them. */
export class ChangesFixture {
  readonly ledger: Ledger;
  readonly changes: StatusChanges;

  private constructor(
    readonly pool: pg.Pool,
    readonly url: string,
  ) {
    this.ledger = new Ledger(pool);
    this.changes = new StatusChanges(pool, this.ledger);
  }

  static async open(): Promise<ChangesFixture> {
    const { url } = await createTestDatabase();
    return new ChangesFixture(createPool({ url, applicationName: 'changes', max: 4 }), url);
  }

  async close(): Promise<void> {
    await this.ledger.close();
    await this.pool.end();
  }

  /** Makes the ledger and the statuses exactly these; events stand at positions from 1. */
  async tell(events: readonly RecordedAt[], rows: readonly StandingRow[]): Promise<void> {
    await this.pool.query('alter table ledger.event disable trigger user');
    await this.pool.query('truncate ledger.event, compliance.compliance_status');
    await this.pool.query('alter table ledger.event enable always trigger event_is_immutable');
    await this.pool.query('alter table ledger.event enable always trigger event_is_not_emptied');
    for (const [index, event] of events.entries()) await this.insert(event, index + 1);
    await stand(this.pool, rows);
  }

  async rows(asOf: AsOf, selection: ChangeSelection = {}) {
    const { rows } = await this.changes.page(asOf, { ...selection, limit: 1_000 });
    return rows;
  }

  private async insert({ type, subject, recordedAt }: RecordedAt, position: number) {
    const recordedtime = new Date(recordedAt).toISOString();
    const time = '2026-01-01T00:00:00+08:00';
    const event = { position, type, subject, time, recordedtime };
    await this.pool.query(
      `insert into ledger.event (position, bytes, source, id, type, subject, sequence, time,
         recorded_time, actor)
       values ($1::bigint, $2, 'urn:example', $1::bigint::text, $3, $4, $1::bigint, $5, $6, 'tester')`,
      [position, Buffer.from(JSON.stringify(event)), type, subject, time, recordedtime],
    );
  }
}
