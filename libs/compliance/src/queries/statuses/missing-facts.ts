import { IsIn, IsInt, IsOptional, IsString } from 'class-validator';
import { describe, VOCABULARY } from '#libs/governance';
import type { Localized } from '#libs/governance';
import type pg from 'pg';
import type { AsOf } from '../../as-of.js';
import { Part, Words } from '../../registers/fields.js';
import type { Fields } from '../../registers/register.js';
import { TermLabel } from '../../registers/terms.js';
import { PAGE_SIZE_MAX } from '../registers.js';
import { declaredTerms } from './declared-terms.js';
import type { DeclaredLabels } from './declared-terms.js';
import { missingFactsQuery } from './missing-facts-query.js';
import type {
  MissingFact,
  MissingFactsPage,
  MissingFactsSelection,
} from './missing-facts-query.js';

const DECLARING_TYPES = [
  'company.described',
  'system.described',
  'system.launched',
  'algorithm.registered',
] as const;
type DeclaringType = (typeof DECLARING_TYPES)[number];

/** A fact that nobody declared, and the unknown duties that it would settle or bring nearer. */
export class MissingFactRow {
  @describe('`<collection>/<id>` of the company or system of which it is not known.')
  @IsString()
  readonly subject!: string;

  @IsString() readonly company!: string;

  @IsString() readonly fact!: string;

  @describe('What it means; absent where no word was declared for it.')
  @IsOptional()
  @Part(() => TermLabel)
  readonly label?: Localized;

  @describe('The type of event that tells it.')
  @IsIn(DECLARING_TYPES)
  readonly declaredBy!: DeclaringType;

  @describe('How many duties are unknown for want of it.')
  @IsInt()
  readonly settles!: number;

  @describe('Ids of their obligations.')
  @Words()
  readonly obligations!: readonly string[];
}

type Row = Fields<MissingFactRow>;

/** Facts that follow from events, with the events that they follow from. */
const DERIVED: ReadonlyMap<string, { readonly label: Localized; readonly by: DeclaringType }> =
  new Map([
    ['available', { label: { en: 'Available', zh: '可用' }, by: 'system.launched' }],
    [
      'registered',
      { label: { en: 'Algorithm registered', zh: '算法已备案' }, by: 'algorithm.registered' },
    ],
  ]);

/** What is not known of companies and systems, and matters. */
export class MissingFacts {
  constructor(private readonly pool: pg.Pool) {}

  /** At most `limit` (up to 1,000) facts, first those that most duties wait for. */
  async page(
    asOf: AsOf,
    request: MissingFactsPage,
  ): Promise<{ readonly rows: readonly Row[]; readonly next?: Row }> {
    const limit = Math.max(1, Math.min(request.limit, PAGE_SIZE_MAX));
    const { text, values } = missingFactsQuery(asOf, { ...request, limit: limit + 1 });
    const { rows: found } = await this.pool.query<MissingFact>(text, values);
    const labelOf = labelsOf(await declaredTerms(this.pool, asOf));
    const rows = found.slice(0, limit).map((fact) => rowOf(fact, labelOf));
    const last = found.length > limit ? rows.at(-1) : undefined;
    return { rows, ...(last && { next: last }) };
  }

  /** All of them in the same order, in constant memory. */
  async *stream(
    asOf: AsOf,
    selection: MissingFactsSelection,
  ): AsyncGenerator<Row, void, undefined> {
    let after: Row | undefined;
    do {
      const request = { ...selection, limit: PAGE_SIZE_MAX, ...(after && { after }) };
      const page = await this.page(asOf, request);
      yield* page.rows;
      after = page.next;
    } while (after !== undefined);
  }
}

type LabelOf = (fact: string) => Localized | undefined;

function labelsOf(declared: DeclaredLabels): LabelOf {
  return (fact) =>
    DERIVED.get(fact)?.label ?? VOCABULARY.fact.get(fact)?.label ?? declared.get(`fact.${fact}`);
}

function rowOf(
  { subject, company, fact, settles, obligations }: MissingFact,
  labelOf: LabelOf,
): Row {
  const label = labelOf(fact);
  const described = subject.startsWith('companies/') ? 'company.described' : 'system.described';
  return {
    subject,
    company,
    fact,
    ...(label && { label }),
    declaredBy: DERIVED.get(fact)?.by ?? described,
    settles,
    obligations,
  };
}
