import type pg from 'pg';
import {
  Companies,
  Registers,
  REGISTERS,
  REGISTERS_PROJECTION,
  RegistersProjection,
  Search,
  Statuses,
  TotalledLists,
} from '#libs/compliance';
import type { AsOf, RegisterName } from '#libs/compliance';
import { createPool, inTransaction } from '#libs/database';
import { CATALOGUE, dataschemaOf } from '#libs/governance';
import { Ledger } from '#libs/ledger';
import type { JsonObject, RecordedEvent } from '#libs/ledger';
import { createTestDatabase } from '../setup/database.js';

/** An event as a test writes it. */
export interface Told {
  readonly type: string;
  readonly subject: string;
  readonly time: string;
  readonly data: JsonObject;
  readonly id?: string;
}

export const SOURCE = 'urn:example:registers';
const BATCH = 500;

/** A ledger and its registers on a database of their own. */
export class RegistersFixture {
  readonly ledger: Ledger;
  readonly projection: RegistersProjection;
  readonly registers: Registers;
  readonly statuses: Statuses;
  readonly companies: Companies;
  readonly lists: TotalledLists;
  readonly search: Search;
  private told = 0;

  private constructor(
    readonly pool: pg.Pool,
    readonly url: string,
  ) {
    this.ledger = new Ledger(pool);
    this.projection = new RegistersProjection(this.ledger);
    this.registers = new Registers(pool, this.ledger, { timeZone: 'Asia/Shanghai' });
    this.statuses = new Statuses(pool, this.ledger);
    this.companies = new Companies(pool, this.ledger, this.registers, this.statuses);
    this.lists = new TotalledLists(this.registers, this.statuses);
    this.search = new Search(pool);
  }

  static async open(): Promise<RegistersFixture> {
    const { url } = await createTestDatabase();
    return new RegistersFixture(createPool({ url, applicationName: 'registers', max: 4 }), url);
  }

  async close(): Promise<void> {
    await this.ledger.close();
    await this.pool.end();
  }

  /** Records without deciding, projects in batches of these sizes, returns the last position. */
  async tell(events: readonly Told[], batchSizes: readonly number[] = [BATCH]): Promise<number> {
    const position = await this.record(events);
    await this.project(batchSizes);
    return position;
  }

  async record(events: readonly Told[]): Promise<number> {
    let position = 0;
    for (let start = 0; start < events.length; start += BATCH) {
      const verdict = await this.ledger.append({
        proposals: events.slice(start, start + BATCH).map((told) => ({ event: this.event(told) })),
      });
      if (verdict.outcome !== 'recorded') throw new Error(`not recorded: ${verdict.outcome}`);
      position = verdict.receipts.at(-1)?.position ?? position;
    }
    return position;
  }

  /** Takes all that is recorded into the registers; batches repeat the sizes given. */
  async project(batchSizes: readonly number[] = [BATCH]): Promise<void> {
    for (let batch = 0; ; batch += 1) {
      const after = await this.registers.reached();
      const size = batchSizes[batch % batchSizes.length] ?? BATCH;
      const events = await this.ledger.page({ after }, size);
      if (events.length === 0) return;
      await this.apply(events);
    }
  }

  async rowsOf(register: RegisterName, asOf: AsOf): Promise<readonly object[]> {
    const rows: object[] = [];
    for await (const row of this.registers.stream(register, asOf)) rows.push(row);
    return rows;
  }

  /** Every row of every register, but for the built-in terms, as texts in one order. */
  async allRows(asOf: AsOf): Promise<readonly string[]> {
    const texts: string[] = [];
    for (const { name } of REGISTERS) {
      for (const row of await this.rowsOf(name as RegisterName, asOf)) {
        if (!('builtIn' in row && row.builtIn === true)) {
          texts.push(`${name} ${JSON.stringify(row)}`);
        }
      }
    }
    return texts.sort();
  }

  /** Empties the registers; what is recorded stays, and streams of new names start afresh. */
  async forget(): Promise<void> {
    await this.pool.query('delete from compliance.register_row');
  }

  private async apply(events: readonly RecordedEvent[]): Promise<void> {
    await inTransaction(this.pool, async (transaction) => {
      await this.projection.apply(transaction, events);
      await transaction.query(
        `insert into ledger.projection (name, version, position) values ($1, $2, $3)
         on conflict (name) do update set position = excluded.position`,
        [REGISTERS_PROJECTION, this.projection.version, events.at(-1)?.position],
      );
    });
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

export function corrected(event: string, subject: string, change: JsonObject): Told {
  return {
    type: 'event.corrected',
    subject,
    time: '2026-03-02T09:00:00+08:00',
    data: { event: { source: SOURCE, id: event }, reason: 'A better source.', ...change },
  };
}

export function retracted(event: string, subject: string): Told {
  return {
    type: 'event.retracted',
    subject,
    time: '2026-03-02T09:00:00+08:00',
    data: { event: { source: SOURCE, id: event }, reason: 'The report was withdrawn.' },
  };
}
