import { setTimeout as pause } from 'node:timers/promises';
import type pg from 'pg';
import { projectionsOf, Registers, STATUS_VIEWS } from '#libs/compliance';
import { createPool } from '#libs/database';
import { exportsOf } from '#libs/exports';
import type { ExportWriter } from '#libs/exports';
import { CATALOGUE, dataschemaOf } from '#libs/governance';
import { Ledger, ProjectionRunner } from '#libs/ledger';
import { SOURCE } from '../registers/registers-fixture.js';
import type { Told } from '../registers/registers-fixture.js';
import { createTestDatabase } from '../setup/database.js';

const TIME_ZONE = 'Asia/Shanghai';
const BATCH = 500;
const PROJECTED_TIMEOUT_MS = 30_000;

/** A ledger whose views are kept up with it, and a writer that reads as the API does. */
export class ExportsFixture {
  readonly ledger: Ledger;
  readonly writer: ExportWriter;
  private readonly registers: Registers;
  private readonly runners: readonly ProjectionRunner[];
  private told = 0;
  private owner: pg.Pool | undefined;

  private constructor(
    readonly url: string,
    readonly pool: pg.Pool,
    private readonly worker: pg.Pool,
  ) {
    this.ledger = new Ledger(pool);
    this.registers = new Registers(pool, this.ledger, { timeZone: TIME_ZONE });
    this.writer = exportsOf(pool, this.ledger, { timeZone: TIME_ZONE });
    this.runners = projectionsOf(this.ledger).map(
      (projection) => new ProjectionRunner({ pool: worker, projection }),
    );
    for (const runner of this.runners) runner.start();
  }

  static async open(): Promise<ExportsFixture> {
    const { url } = await createTestDatabase();
    const pool = createPool({ url, role: 'edict_app', applicationName: 'exports' });
    const worker = createPool({ url, role: 'edict_worker', applicationName: 'projecting' });
    return new ExportsFixture(url, pool, worker);
  }

  /** A pool that may do what no process of Edict may. */
  asOwner(): pg.Pool {
    this.owner ??= createPool({ url: this.url, applicationName: 'owner', max: 2 });
    return this.owner;
  }

  /** Waits until a process of this name waits for a lock, as one does that reads. */
  async untilReading(applicationName: string): Promise<void> {
    const waiting = `select from pg_stat_activity where application_name = $1 and wait_event_type = 'Lock'`;
    while ((await this.asOwner().query(waiting, [applicationName])).rowCount === 0) await pause(20);
  }

  async close(): Promise<void> {
    await Promise.all(this.runners.map((runner) => runner.stop()));
    await this.ledger.close();
    await this.pool.end();
    await this.worker.end();
    await this.owner?.end();
  }

  /** Records without deciding, and waits until all views have it; gives the last position. */
  async tell(events: readonly Told[]): Promise<number> {
    let position = 0;
    for (let start = 0; start < events.length; start += BATCH) {
      const proposals = events.slice(start, start + BATCH).map((one) => this.proposal(one));
      const verdict = await this.ledger.append({ proposals });
      if (verdict.outcome !== 'recorded') throw new Error(`not recorded: ${verdict.outcome}`);
      position = verdict.receipts.at(-1)?.position ?? position;
    }
    await this.registers.waitUntil(position, PROJECTED_TIMEOUT_MS, STATUS_VIEWS);
    return position;
  }

  private proposal({ id, type, ...told }: Told) {
    this.told += 1;
    return {
      event: {
        ...told,
        type,
        id: id ?? `event-${this.told}`,
        source: SOURCE,
        dataschema: dataschemaOf(type, CATALOGUE.get(type)?.version ?? 1),
        actor: 'tester',
      },
    };
  }
}
