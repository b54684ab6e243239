import { IsISO8601, IsOptional, IsString } from 'class-validator';
import { describe } from '#libs/governance';
import type { Dossier, EventRef } from '#libs/governance';
import { companyOf, eachRecord, fromDossier } from './dossier.js';
import type { Concerned } from './dossier.js';
import { becauseOf } from './event-reference.js';
import { Because, ListOf } from './fields.js';
import { equalTo, ofCompany } from './filter.js';
import { defineRegister } from './register.js';
import type { KeyedRow } from './register.js';
import { byInstant, byText } from './sort.js';

export class ClaimAssessment {
  @IsString() readonly outcome!: string;

  @IsISO8601() readonly time!: string;
}

/** What somebody says of a system or company: a claim, never a fact. */
export class ClaimRow {
  @IsString() readonly claim!: string;

  @describe('`<collection>/<id>` of the company or system that it is about.')
  @IsString()
  readonly subject!: string;

  @IsOptional() @IsString() readonly company?: string;

  @IsOptional() @IsString() readonly metric?: string;

  @IsOptional() @IsString() readonly value?: string;

  @describe('Absent where only an assessment of it is on record.')
  @IsOptional()
  @IsISO8601()
  readonly publishedAt?: string;

  @ListOf(() => ClaimAssessment) readonly assessments!: readonly ClaimAssessment[];

  @describe('What the last assessment found; absent while nobody assessed it.')
  @IsOptional()
  @IsString()
  readonly outcome?: string;

  @Because() readonly because!: readonly EventRef[];
}

export const CLAIMS = defineRegister<'claims', ClaimRow>({
  name: 'claims',
  title: { en: 'Claims', zh: '宣称' },
  row: ClaimRow,
  filters: {
    company: ofCompany,
    subject: equalTo('subject', '`<collection>/<id>` of the company or system that it is about.'),
    outcome: equalTo('outcome', 'What the last assessment found.'),
  },
  sorts: { publishedAt: byInstant('publishedAt'), claim: byText('claim') },
  defaultSort: '-publishedAt',
  from: fromDossier(eachRecord('claims', rowOf)),
});

function rowOf(
  { claim, metric, value, published, assessments }: Dossier['claims'][number],
  concerned: Concerned,
): KeyedRow<ClaimRow> {
  const last = assessments.at(-1);
  const row = {
    claim,
    ...concerned,
    ...(metric === undefined ? {} : { metric }),
    ...(value === undefined ? {} : { value }),
    ...(published && { publishedAt: published.time }),
    assessments: assessments.map(({ outcome, time }) => ({ outcome, time })),
    ...(last && { outcome: last.outcome }),
    because: becauseOf(published, ...assessments),
  };
  const key = `${concerned.subject}/${claim}`;
  return { key, ...companyOf(concerned), words: [claim, metric], row };
}
