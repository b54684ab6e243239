import type pg from 'pg';
import { STATUSES_PROJECTION, StatusesProjection, type HeldInMemory } from '#libs/compliance';
import { createPool, inTransaction } from '#libs/database';
import { CATALOGUE, dataschemaOf } from '#libs/governance';
import { Ledger, projectionState } from '#libs/ledger';
import type { RecordedEvent } from '#libs/ledger';
import { SOURCE, type Told } from '../registers/registers-fixture.js';
import { createTestDatabase } from '../setup/database.js';

/** A row of the table as text, without the knowledge in which it stands. */
const ROWS = `
  select concat_ws(' ', company, subject, obligation, status, 'v' || rule_version,
    extract(epoch from due_at)::bigint, due_on, provisional, extract(epoch from met_at)::bigint,
    because::text, missing::text, valid_from::text, valid_to::text) as line
  from compliance.compliance_status
  where known_from <= $1 and $1 < known_to and subject = any ($2) and starts_with(obligation, $3)`;

/** A ledger and its statuses on a database of their own. */
export class StatusesFixture {
  readonly ledger: Ledger;
  private projection: StatusesProjection;
  private told = 0;

  private constructor(
    readonly pool: pg.Pool,
    readonly url: string,
  ) {
    this.ledger = new Ledger(pool);
    this.projection = new StatusesProjection(this.ledger);
  }

  static async open(): Promise<StatusesFixture> {
    const { url } = await createTestDatabase();
    return new StatusesFixture(createPool({ url, applicationName: 'statuses', max: 4 }), url);
  }

  async close(): Promise<void> {
    await this.ledger.close();
    await this.pool.end();
  }

  /** Records without deciding; gives the last position. */
  async record(events: readonly Told[]): Promise<number> {
    const verdict = await this.ledger.append({
      proposals: events.map((told) => ({ event: this.event(told) })),
    });
    if (verdict.outcome !== 'recorded') throw new Error(`not recorded: ${verdict.outcome}`);
    return verdict.receipts.at(-1)?.position ?? 0;
  }

  /** Takes all that is recorded; batches, and the parts that rule changes leave, repeat the sizes. */
  async project(sizes: readonly number[] = [500]): Promise<void> {
    for (let batch = 0; ; batch += 1) {
      const size = sizes[batch % sizes.length] ?? 500;
      const after = (await projectionState(this.pool, STATUSES_PROJECTION)).position;
      const events = await this.ledger.page({ after }, size);
      if (events.length === 0) break;
      await this.apply(events);
      if (batch % 2 === 1) await this.goOn(size);
    }
    while (await this.goOn(sizes[0] ?? 500));
  }

  /** As a process that starts again: it remembers nothing. */
  restart(held?: HeldInMemory): void {
    this.projection = new StatusesProjection(this.ledger, undefined, held);
  }

  async apply(events: readonly RecordedEvent[]): Promise<void> {
    await inTransaction(this.pool, async (transaction) => {
      await this.projection.apply(transaction, events);
      await transaction.query(
        `insert into ledger.projection (name, version, position) values ($1, $2, $3)
         on conflict (name) do update
         set position = greatest(projection.position, excluded.position)`,
        [STATUSES_PROJECTION, this.projection.version, events.at(-1)?.position],
      );
    });
  }

  async goOn(size: number): Promise<boolean> {
    const { position } = await projectionState(this.pool, STATUSES_PROJECTION);
    return inTransaction(this.pool, (transaction) =>
      this.projection.goOn(transaction, position, size),
    );
  }

  /** Every row of these subjects, under the rules of a run, that was known at a position. */
  async rows(
    position: number,
    subjects: readonly string[],
    run: string,
  ): Promise<readonly string[]> {
    const { rows } = await this.pool.query<{ line: string }>(ROWS, [position, subjects, run]);
    return rows.map(({ line }) => line).sort();
  }

  private event({ id, type, ...told }: Told) {
    this.told += 1;
    return {
      ...told,
      type,
      id: id ?? `event-${this.told}`,
      source: SOURCE,
      dataschema: dataschemaOf(type, CATALOGUE.get(type)?.version ?? 1),
      actor: 'tester',
    };
  }
}
