import { sql } from '#libs/database';
import type { Ledger } from '#libs/ledger';
import type pg from 'pg';
import type { AsOf } from '../as-of.js';
import type { RegisterName, RegisterRows } from '../registers/list.js';
import type { Fields } from '../registers/register.js';
import type { CompanyView, SystemOfCompany } from './company-view.js';
import type { Registers } from './registers.js';
import type { TimelineEntry } from './timeline-entry.js';
import { timelineOf } from './timeline.js';

const ALGORITHMS_OF_SYSTEMS = sql(import.meta.url, './algorithms-of-systems.sql');
const MEMBERS_OF_GROUP = sql(import.meta.url, './members-of-group.sql');
const ROWS_OF_COMPANIES = sql(import.meta.url, './rows-of-companies.sql');
const STREAMS_OF_COMPANIES = sql(import.meta.url, './streams-of-companies.sql');

export interface CompanyScope {
  /** Also everything of the filing entities whose parent is this company. */
  readonly group?: boolean;
}

type Algorithm = RegisterRows['algorithm-registrations'];
type System = RegisterRows['systems'];

/** Questions about one company. */
export class Companies {
  constructor(
    private readonly pool: pg.Pool,
    private readonly ledger: Pick<Ledger, 'histories'>,
    private readonly registers: Pick<Registers, 'find'>,
  ) {}

  /** What the registers know of it; absent where there is no such company then. */
  async view(
    id: string,
    asOf: AsOf,
    { group = false }: CompanyScope = {},
  ): Promise<Fields<CompanyView> | undefined> {
    const company = await this.registers.find('companies', id, asOf);
    if (company === undefined) return undefined;
    const members = await this.members(id, asOf);
    const rows = await this.rowsOf(group ? [id, ...members] : [id], asOf);
    const systems = rows('systems');
    const linked = await this.algorithmsOf(systems, asOf);
    const enforcement = rows('enforcement').filter(({ to }) => to === undefined);
    return {
      ...company,
      members,
      systems: systems.map((system) => withNumbers(system, linked)),
      algorithms: rows('algorithm-registrations'),
      openSuspensions: rows('feature-suspensions').filter(({ to }) => to === undefined),
      openCases: enforcement.filter(({ kind }) => kind === 'case'),
      restrictions: enforcement.filter(({ kind }) => kind === 'restriction'),
      serviceFilings: rows('service-filings'),
    };
  }

  /** Its events known at `asOf.knownAt`, in valid-time order; absent where it is unknown. */
  async timeline(
    id: string,
    asOf: AsOf,
    scope: CompanyScope = {},
  ): Promise<readonly Fields<TimelineEntry>[] | undefined> {
    const streams = await this.streamsOf(id, scope);
    const histories = await this.ledger.histories(streams, asOf.knownAt);
    const own = histories.get(`companies/${id}`) ?? [];
    return own.length === 0 ? undefined : timelineOf(histories.values(), asOf);
  }

  /** The company's own stream and all system and algorithm streams that ever belonged to it. */
  async streamsOf(id: string, { group = false }: CompanyScope = {}): Promise<readonly string[]> {
    if (id.includes('\0')) return [];
    const { rows } = await this.pool.query<{ subject: string }>(STREAMS_OF_COMPANIES, [id, group]);
    return rows.map(({ subject }) => subject);
  }

  private async members(id: string, { validAt, knownAt }: AsOf): Promise<readonly string[]> {
    const values = [id, validAt, knownAt];
    const { rows } = await this.pool.query<{ id: string }>(MEMBERS_OF_GROUP, values);
    return rows.map((member) => member.id);
  }

  private async rowsOf(companies: readonly string[], { validAt, knownAt }: AsOf) {
    const { rows } = await this.pool.query<RowOfRegister>(ROWS_OF_COMPANIES, [
      companies,
      validAt,
      knownAt,
    ]);
    return <Name extends RegisterName>(name: Name): readonly RegisterRows[Name][] =>
      rows.filter((one): one is RowOfRegister<Name> => one.register === name).map(({ row }) => row);
  }

  /** Also another company's, where it runs a system of this one. */
  private async algorithmsOf(
    systems: readonly System[],
    { validAt, knownAt }: AsOf,
  ): Promise<readonly Algorithm[]> {
    if (systems.length === 0) return [];
    const ids = systems.map(({ id }) => id);
    const values = [ids, validAt, knownAt];
    const { rows } = await this.pool.query<{ row: Algorithm }>(ALGORITHMS_OF_SYSTEMS, values);
    return rows.map(({ row }) => row);
  }
}

interface RowOfRegister<Name extends RegisterName = RegisterName> {
  readonly register: Name;
  readonly row: RegisterRows[Name];
}

function withNumbers(system: System, algorithms: readonly Algorithm[]): Fields<SystemOfCompany> {
  const own = algorithms.filter(({ systems }) => systems.includes(system.id));
  return { ...system, algorithms: own.flatMap(({ number }) => number ?? []) };
}
