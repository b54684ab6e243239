import { IsIn, IsISO8601, IsOptional, IsString } from 'class-validator';
import { describe } from '#libs/governance';
import type { Dossier, EventRef } from '#libs/governance';
import { companyOf, eachRecord, fromDossier } from './dossier.js';
import type { Concerned } from './dossier.js';
import { becauseOf, originOf } from './event-reference.js';
import { Because, Words } from './fields.js';
import { containing, equalTo, lacking, ofCompany, oneOf } from './filter.js';
import { defineRegister } from './register.js';
import type { KeyedRow } from './register.js';
import { byInstant, byText } from './sort.js';

type CaseRecord = Dossier['cases'][number];
type RestrictionRecord = Dossier['restrictions'][number];

export const ENFORCEMENT_KINDS = ['case', 'restriction'] as const;

/** A case that an authority opened, or a listing that it imposed. */
export class EnforcementRow {
  @IsIn(ENFORCEMENT_KINDS) readonly kind!: (typeof ENFORCEMENT_KINDS)[number];

  @describe('`<collection>/<id>` of the company or system concerned.')
  @IsString()
  readonly subject!: string;

  @IsOptional() @IsString() readonly company?: string;

  @describe('The id of the case, or the name of the list.')
  @IsString()
  readonly id!: string;

  @IsString() readonly authority!: string;

  @Words() readonly measures!: readonly string[];

  @describe('Ids of the obligations that it finds breached.')
  @Words()
  readonly obligations!: readonly string[];

  @describe('The day by which the order of the authority is to be followed.')
  @IsOptional()
  @IsString()
  readonly dueOn?: string;

  @IsOptional() @IsString() readonly amount?: string;

  @IsISO8601() readonly from!: string;

  @describe('Absent while the case is open or the restriction stands.')
  @IsOptional()
  @IsISO8601()
  readonly to?: string;

  @IsOptional() @IsString() readonly outcome?: string;

  @Because() readonly because!: readonly EventRef[];
}

export const ENFORCEMENT = defineRegister<'enforcement', EnforcementRow>({
  name: 'enforcement',
  title: { en: 'Enforcement', zh: '执法' },
  row: EnforcementRow,
  filters: {
    company: ofCompany,
    subject: equalTo('subject', '`<collection>/<id>` of the company or system concerned.'),
    kind: oneOf('kind', ENFORCEMENT_KINDS, 'A case, or a listing such as the US Entity List.'),
    active: lacking('to', 'Whether the case is open or the restriction stands.'),
    measure: containing('measures', 'A measure that was taken, e.g. `interview`.'),
  },
  sorts: { from: byInstant('from'), subject: byText('subject') },
  defaultSort: '-from',
  from: fromDossier(eachRecord('cases', rowOfCase), eachRecord('restrictions', rowOfRestriction)),
});

function rowOfCase(one: CaseRecord, concerned: Concerned): KeyedRow<EnforcementRow> {
  const row = {
    kind: 'case',
    ...concerned,
    id: one.case,
    authority: one.authority,
    measures: one.measures,
    obligations: one.obligations,
    ...(one.dueOn === undefined ? {} : { dueOn: one.dueOn }),
    ...(one.amount === undefined ? {} : { amount: one.amount }),
    from: one.opened.time,
    ...(one.closed && { to: one.closed.time, outcome: one.closed.outcome }),
    because: becauseOf(one.opened, ...one.amended, one.closed),
  } as const;
  const key = `${concerned.subject}/case/${one.case}/${originOf(one.opened)}`;
  return { key, ...companyOf(concerned), words: [one.case, one.authority], row };
}

function rowOfRestriction(
  { list, authority, imposed, lifted }: RestrictionRecord,
  concerned: Concerned,
): KeyedRow<EnforcementRow> {
  const row = {
    kind: 'restriction',
    ...concerned,
    id: list,
    authority,
    measures: [],
    obligations: [],
    from: imposed.time,
    ...(lifted && { to: lifted.time }),
    because: becauseOf(imposed, lifted),
  } as const;
  const key = `${concerned.subject}/restriction/${list}/${originOf(imposed)}`;
  return { key, ...companyOf(concerned), words: [list, authority], row };
}
