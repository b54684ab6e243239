import { sql } from '#libs/database';
import { worse } from '#libs/rulebook';
import type { Status } from '#libs/rulebook';
import type pg from 'pg';
import type { AsOf } from '../as-of.js';
import { bySubject } from '../projection/by-subject.js';
import { obligationsThen } from '../queries/obligations-then.js';
import { PAGE_SIZE_MAX } from '../queries/registers.js';
import type { Page, Registers } from '../queries/registers.js';
import type { PageEnd } from '../queries/row-query.js';
import type { Statuses } from '../queries/statuses/statuses.js';
import type { StatusRow } from '../queries/statuses/status-row.js';
import type { RegisterRows } from '../registers/list.js';
import type { Fields } from '../registers/register.js';
import { labelsAskedBy } from './label-duties.js';
import { labelOnRecord } from './label-on-record.js';
import type { LabelDuty, WatermarkingRow } from './watermarking-row.js';

const LABELS_OF_COMPANIES = sql(import.meta.url, './labels-of-companies.sql');

type System = RegisterRows['systems'];
type Measure = RegisterRows['measures'];
type Row = Fields<WatermarkingRow>;

export interface WatermarkingPageRequest {
  readonly company?: string;
  readonly limit: number;
  readonly after?: PageEnd;
}

/** Which watermarks (labels) systems must have, and which are on record, as of any pair of times. */
export class Watermarking {
  constructor(
    private readonly pool: pg.Pool,
    private readonly registers: Pick<Registers, 'page'>,
    private readonly statuses: Pick<Statuses, 'all'>,
  ) {}

  /** At most `limit` (up to 1,000) systems in the order of their ids, each once over all pages. */
  async page(asOf: AsOf, request: WatermarkingPageRequest): Promise<Page<Row>> {
    const { company, limit, after } = request;
    const { rows: systems, next } = await this.registers.page('systems', asOf, {
      limit,
      ...(company === undefined ? {} : { filters: { company } }),
      ...(after && { after }),
    });
    return { rows: await this.rowsOf(systems, asOf), ...(next && { next }) };
  }

  /** All systems of a selection in the same order, in constant memory. */
  async *stream(asOf: AsOf, company?: string): AsyncGenerator<Row, void, undefined> {
    let after: PageEnd | undefined;
    do {
      const page: Page<Row> = await this.page(asOf, {
        limit: PAGE_SIZE_MAX,
        ...(company === undefined ? {} : { company }),
        ...(after && { after }),
      });
      yield* page.rows;
      after = page.next;
    } while (after !== undefined);
  }

  private async rowsOf(systems: readonly System[], asOf: AsOf): Promise<readonly Row[]> {
    if (systems.length === 0) return [];
    const [asked, measures] = await Promise.all([
      this.labelsAsked(asOf),
      this.measures(systems, asOf),
    ]);
    const duties = await this.statuses.all(asOf, {
      companies: [...new Set(systems.map(({ company }) => company))],
      systems: systems.map(({ id }) => id),
      obligations: [...asked.keys()],
    });
    const around = { duties: bySubject(duties), measures: bySubject(measures), asked };
    return systems.map((system) => rowOf(system, around));
  }

  /** The labels that each obligation asks for, of those that ask for any. */
  private async labelsAsked(asOf: AsOf): Promise<ReadonlyMap<string, readonly string[]>> {
    const obligations = [...(await obligationsThen(this.pool, asOf)).values()];
    const asked = obligations.map(({ id, rule }) => [id, labelsAskedBy(rule)] as const);
    return new Map(asked.filter(([, labels]) => labels.length > 0));
  }

  private async measures(systems: readonly System[], { validAt, knownAt }: AsOf) {
    const companies = [...new Set(systems.map(({ company }) => company))];
    const values = [companies, validAt, knownAt];
    const { rows } = await this.pool.query<{ row: Measure }>(LABELS_OF_COMPANIES, values);
    return rows.map(({ row }) => row);
  }
}

interface AroundSystem {
  readonly duties: ReadonlyMap<string, readonly Fields<StatusRow>[]>;
  readonly measures: ReadonlyMap<string, readonly Measure[]>;
  /** The labels that an obligation asks for. */
  readonly asked: ReadonlyMap<string, readonly string[]>;
}

function rowOf({ id, company, name }: System, { measures, asked, ...around }: AroundSystem): Row {
  const duties = around.duties.get(`systems/${id}`) ?? [];
  // What the company did counts for each of its systems, as it does in the evaluation.
  const subjects = [`systems/${id}`, `companies/${company}`];
  const own = subjects.flatMap((subject) => measures.get(subject) ?? []);
  const labels = own.map(labelOnRecord);
  const counted = duties.filter(({ expectation }) => !expectation);
  return {
    system: id,
    company,
    name,
    status: counted.map(({ status }) => status).reduce<Status>(worse, 'not-applicable'),
    duties: duties.map((duty) => dutyOf(duty, asked.get(duty.obligation) ?? [])),
    explicit: labels.filter(({ label }) => label === 'label.explicit'),
    implicit: labels.filter(({ label }) => label === 'label.implicit'),
    other: labels.filter(({ label }) => !IN_THE_LAW.includes(label)),
    because: eventsOf([...duties, ...own]),
  };
}

/** Explicit and implicit labels are the law’s words for visible and embedded watermarks. */
const IN_THE_LAW: readonly string[] = ['label.explicit', 'label.implicit'];

function dutyOf(duty: Fields<StatusRow>, labels: readonly string[]): Fields<LabelDuty> {
  const { obligation, instrument, jurisdiction, provision, title, force, grade } = duty;
  const { status, dueOn } = duty;
  return {
    obligation,
    instrument,
    jurisdiction,
    provision,
    title,
    force,
    grade,
    labels,
    status,
    ...(dueOn === undefined ? {} : { dueOn }),
  };
}

function eventsOf(rows: readonly Pick<Measure, 'because'>[]): Row['because'] {
  const events = new Map(
    rows.flatMap(({ because }) => because.map((event) => [event.position, event] as const)),
  );
  return [...events.values()].sort((one, other) => one.position - other.position);
}
