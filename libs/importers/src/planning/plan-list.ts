import { isReported, judgeFiling } from '../filings/filing.js';
import type { Filing, ReportedRow } from '../filings/filing.js';
import type { FilingList } from '../filings/filing-list.js';
import type { Remark } from '../filings/remark.js';
import { comparable } from '../filings/written-text.js';
import type { FilingRecord } from './filing-record.js';
import type { ListOccasions } from './list-occasions.js';
import type { Planned } from '../recording-rows.js';
import { planAlgorithm } from './plan-algorithm.js';
import { planCancellation } from './plan-cancellation.js';
import { planCompany } from './plan-company.js';
import type { ListedCompany } from './plan-company.js';
import { planSystem } from './plan-system.js';
import type { Occasion, Statement } from './statement.js';

export interface ListPlan {
  readonly reported: readonly ReportedRow[];
  /** Companies before the systems that name them, systems before the algorithms. */
  readonly planned: readonly Planned[];
}

/** What a list adds to the record. */
export async function planList(
  record: FilingRecord,
  list: FilingList,
  occasions: ListOccasions,
): Promise<ListPlan> {
  const reported: ReportedRow[] = [];
  const filings: Filing[] = [];
  const firstRows = new Map<string, number>();
  for (const judged of list.rows.map(judgeFiling)) {
    const repeats = isReported(judged) ? undefined : firstRows.get(sameness(judged));
    if (isReported(judged)) reported.push(judged);
    else if (repeats !== undefined) reported.push(repetition(judged, repeats));
    else {
      firstRows.set(sameness(judged), judged.row);
      filings.push(judged);
    }
  }
  await record.load(filings);
  const plan = new FilingPlan(record, list.series.source, occasions, renamingsIn(filings));
  for (const filing of filings) plan.add(filing);
  return { reported, planned: [...plan.companies, ...plan.systems, ...plan.algorithms] };
}

/** Equal for rows that say the same of the same number. */
function sameness({ number, name, category, role, company, products, remark }: Filing): string {
  const facts = [number.digits, name, category ?? '', role ?? '', company, products, remark.text];
  return facts.map(comparable).join('\n');
}

function repetition({ row, number }: Filing, first: number): ReportedRow {
  const text = `The row repeats row ${first} (${number.text}) with the same facts.`;
  return { row, code: 'repeated-row', text };
}

class FilingPlan {
  readonly companies: Planned[] = [];
  readonly systems: Planned[] = [];
  readonly algorithms: Planned[] = [];

  constructor(
    private readonly record: FilingRecord,
    private readonly source: string,
    private readonly occasions: ListOccasions,
    private readonly renamings: Renamings,
  ) {}

  add(filing: Filing): void {
    const { row, number, remark, role } = filing;
    const { entityKey, digits } = number;
    const { source, occasions } = this;
    const { listed, title } = occasions;
    const remarked = occasions.remarked(remark);
    const company = this.record.company(filing);
    const named = { source, entityKey, ...this.names(filing) };
    note(this.companies, row, planCompany(company, named, listed, this.renamedOn(filing)));
    const systems = filing.productList.map((product) => {
      const system = this.record.system(company.id, product);
      const introduced = { source, entityKey, company: company.id, product, role };
      note(this.systems, row, planSystem(system, introduced, listed));
      return system.id;
    });
    const stream = this.record.algorithm(number);
    const algorithm = { source, filing, company: company.id, systems, list: title };
    note(this.algorithms, row, planAlgorithm(stream, algorithm, listed, remarked));
    if (remark.isCancelled) {
      note(this.algorithms, row, planCancellation(stream, { source, digits }, remarked));
    }
  }

  /** A renaming that one row remarks on holds for every row of that company in the list. */
  private names({ number, company }: Filing): Pick<ListedCompany, 'name' | 'formerName'> {
    const renaming = this.renamings.get(number.entityKey)?.companyRenamed;
    const isRenamed = renaming && comparable(renaming.to) === comparable(company);
    return { name: company, ...(isRenamed && { formerName: renaming.from }) };
  }

  private renamedOn({ number, remark }: Filing): Occasion {
    return this.occasions.remarked(this.renamings.get(number.entityKey) ?? remark);
  }
}

type Renamings = ReadonlyMap<string, Remark>;

function renamingsIn(filings: readonly Filing[]): Renamings {
  return new Map(
    filings
      .filter(({ remark }) => remark.companyRenamed)
      .map(({ number, remark }) => [number.entityKey, remark]),
  );
}

function note(planned: Planned[], row: number, events: readonly Statement[]): void {
  planned.push(...events.map((event) => ({ row, event })));
}
