import { sql } from '#libs/database';
import type { Ledger } from '#libs/ledger';
import type pg from 'pg';
import type { AsOf } from '../as-of.js';
import { bySubject } from '../projection/by-subject.js';
import type { RegisterName, RegisterRows } from '../registers/list.js';
import type { Fields } from '../registers/register.js';
import type { CompanyView, SystemOfCompany, SystemView } from './company-view.js';
import type { Registers } from './registers.js';
import type { StatusRow } from './statuses/status-row.js';
import type { Statuses } from './statuses/statuses.js';
import { totalsOf } from './statuses/totals.js';
import type { TimelineEntry } from './timeline-entry.js';
import { timelineOf } from './timeline.js';

const ALGORITHMS_OF_SYSTEMS = sql(import.meta.url, './algorithms-of-systems.sql');
const MEMBERS_OF_GROUP = sql(import.meta.url, './members-of-group.sql');
const ROWS_OF_COMPANIES = sql(import.meta.url, './rows-of-companies.sql');
const STREAMS_KNOWN = sql(import.meta.url, './streams-known.sql');
const STREAMS_OF_COMPANIES = sql(import.meta.url, './streams-of-companies.sql');

export interface CompanyScope {
  /** Also everything of the filing entities whose parent is this company. */
  readonly group?: boolean;
}

type Algorithm = RegisterRows['algorithm-registrations'];
type System = RegisterRows['systems'];
type Duty = Fields<StatusRow>;

/** Questions about one company or system. */
export class Companies {
  constructor(
    private readonly pool: pg.Pool,
    private readonly ledger: Pick<Ledger, 'histories'>,
    private readonly registers: Pick<Registers, 'find'>,
    private readonly statuses: Pick<Statuses, 'all'>,
  ) {}

  /** All that is known of it and its duties; absent where there is no such company then. */
  async view(
    id: string,
    asOf: AsOf,
    { group = false }: CompanyScope = {},
  ): Promise<Fields<CompanyView> | undefined> {
    if (id.includes('\0')) return undefined;
    const shown = group ? await this.members(id, asOf) : [];
    const companies = [id, ...shown];
    const [company, members, { rows, linked }, duties] = await Promise.all([
      this.registers.find('companies', id, asOf),
      group ? shown : this.members(id, asOf),
      this.rowsAndLinks(companies, asOf),
      this.statuses.all(asOf, { companies }),
    ]);
    if (company === undefined) return undefined;
    const own = bySubject(duties);
    const systems = rows('systems').map((system) =>
      withDuties(system, linked, own.get(`systems/${system.id}`) ?? []),
    );
    const enforcement = rows('enforcement').filter(({ to }) => to === undefined);
    return {
      ...company,
      ...totalsOf(duties, asOf.validAt),
      members,
      systems,
      obligations: duties.filter(({ system }) => system === undefined),
      algorithms: rows('algorithm-registrations'),
      openSuspensions: rows('feature-suspensions').filter(({ to }) => to === undefined),
      openCases: enforcement.filter(({ kind }) => kind === 'case'),
      restrictions: enforcement.filter(({ kind }) => kind === 'restriction'),
      serviceFilings: rows('service-filings'),
    };
  }

  /** All that is known of one system and its duties; absent where there is none then. */
  async system(id: string, asOf: AsOf): Promise<Fields<SystemView> | undefined> {
    const system = await this.registers.find('systems', id, asOf);
    if (system === undefined) return undefined;
    const selection = { companies: [system.company], systems: [id] };
    const obligations = await this.statuses.all(asOf, selection);
    return { ...system, ...totalsOf(obligations, asOf.validAt), obligations };
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

  /** As `streamsOf`, of several companies, and only what was known of them up to a position. */
  async streamsKnown(companies: readonly string[], position: number): Promise<readonly string[]> {
    const values = [companies, position];
    const { rows } = await this.pool.query<{ subject: string }>(STREAMS_KNOWN, values);
    return rows.map(({ subject }) => subject);
  }

  private async members(id: string, { validAt, knownAt }: AsOf): Promise<readonly string[]> {
    const values = [id, validAt, knownAt];
    const { rows } = await this.pool.query<{ id: string }>(MEMBERS_OF_GROUP, values);
    return rows.map((member) => member.id);
  }

  private async rowsAndLinks(companies: readonly string[], asOf: AsOf) {
    const rows = await this.rowsOf(companies, asOf);
    return { rows, linked: await this.algorithmsOf(rows('systems'), asOf) };
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

function withDuties(
  system: System,
  algorithms: readonly Algorithm[],
  obligations: readonly Duty[],
): Fields<SystemOfCompany> {
  const own = algorithms.filter(({ systems }) => systems.includes(system.id));
  return { ...system, algorithms: own.flatMap(({ number }) => number ?? []), obligations };
}
