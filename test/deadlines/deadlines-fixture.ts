import { Deadlines } from '#libs/compliance';
import type { AsOf, DeadlineSelection } from '#libs/compliance';
import { RegistersFixture } from '../registers/registers-fixture.js';
import type { Told } from '../registers/registers-fixture.js';
import { defined, published } from '../statuses/rulebook.js';
import { stand } from '../statuses/standing-rows.js';
import type { StandingRow } from '../statuses/standing-rows.js';

const told = (type: string, subject: string, time: string, data: Told['data'], id?: string) => ({
  type,
  subject,
  time,
  data,
  ...(id === undefined ? {} : { id }),
});

export const PAINTER = 'systems/painter';
export const ACME = 'companies/acme';

/** Two companies, a rulebook in two time zones, and what else may have a day. */
const STORY: readonly Told[] = [
  published('cn-rules'),
  defined('cn-rules', 'label', { title: { en: 'Label it', zh: '标识' } }),
  defined('cn-rules', 'audit', { kind: 'recurring', every: { calendar: 'year' } }),
  defined('cn-rules', 'answer', { expectation: true, house: true }),
  published('us-rules', 'US', 'America/New_York'),
  defined('us-rules', 'report'),
  told('company.registered', ACME, '2020-01-01T00:00:00+08:00', {
    name: { en: 'Acme', zh: '顶点' },
    jurisdiction: 'CN',
  }),
  told('company.registered', 'companies/bolt', '2020-01-01T00:00:00+08:00', {
    name: { en: 'Bolt' },
    jurisdiction: 'US',
  }),
  told('system.introduced', PAINTER, '2026-01-01T09:00:00+08:00', {
    company: 'acme',
    name: { en: 'Painter' },
    kind: 'app',
  }),
];

/** A ledger and its registers, with statuses written by hand. */
export class DeadlinesFixture {
  readonly deadlines: Deadlines;

  private constructor(readonly registers: RegistersFixture) {
    const { pool, ledger } = registers;
    this.deadlines = new Deadlines(pool, ledger, { timeZone: 'Asia/Shanghai' });
  }

  static async open(): Promise<DeadlinesFixture> {
    const fixture = new DeadlinesFixture(await RegistersFixture.open());
    await fixture.registers.tell(STORY);
    return fixture;
  }

  close(): Promise<void> {
    return this.registers.close();
  }

  /** Makes the statuses exactly these. */
  async stand(...rows: readonly Partial<StandingRow>[]): Promise<void> {
    const { pool } = this.registers;
    await pool.query('delete from compliance.compliance_status');
    await stand(
      pool,
      rows.map((row) => ({
        company: 'acme',
        subject: PAINTER,
        obligation: 'label',
        status: 'pending',
        from: '2026-01-01T01:00:00Z',
        because: [2, 9],
        knownFrom: 9,
        ...row,
      })),
    );
  }

  /** Records one event and returns its position. */
  tell(type: string, subject: string, time: string, data: Told['data'], id?: string) {
    return this.registers.tell([told(type, subject, time, data, id)]);
  }

  async found(validAt: string, selection: Partial<DeadlineSelection> = {}, knownAt?: number) {
    const { deadlines } = await this.deadlines.page(await this.asOf(validAt, knownAt), {
      within: { count: 30, unit: 'd' },
      limit: 1_000,
      ...selection,
    });
    return deadlines;
  }

  async rows(validAt: string, selection: Partial<DeadlineSelection> = {}, knownAt?: number) {
    return (await this.found(validAt, selection, knownAt)).map(({ row }) => row);
  }

  async asOf(validAt: string, knownAt?: number): Promise<AsOf> {
    return { validAt, knownAt: knownAt ?? (await this.registers.registers.reached()) };
  }
}
