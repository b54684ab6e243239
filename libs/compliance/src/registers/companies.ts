import { IsObject, IsOptional, IsString } from 'class-validator';
import { describe } from '#libs/governance';
import type { CompanyState, EventRef, FactValue } from '#libs/governance';
import { becauseOf } from './event-reference.js';
import { sinceOf, valuesOf } from './facts.js';
import { Because, ListOf, Part, Words } from './fields.js';
import { byTotals, COMPANY_DUTIES, withStatus } from './duty-totals.js';
import { equalTo, inWords } from './filter.js';
import { LocalizedName } from './localized-name.js';
import { fromFields } from './from-fields.js';
import { defineRegister } from './register.js';
import type { KeyedRow, Moment } from './register.js';
import { byText } from './sort.js';

export class CompanyNumbers {
  @describe('Digits 1 to 13 of its filing numbers.')
  @IsOptional()
  @IsString()
  readonly cacEntity?: string;

  @describe('Unified social credit code (统一社会信用代码).')
  @IsOptional()
  @IsString()
  readonly uscc?: string;

  @describe('Legal Entity Identifier, ISO 17442.')
  @IsOptional()
  @IsString()
  readonly lei?: string;

  @describe('Ticker with its exchange.')
  @IsOptional()
  @IsString()
  readonly ticker?: string;
}

export class CompanyRow {
  @IsString() readonly id!: string;

  @Part(() => LocalizedName) readonly name!: LocalizedName;

  @describe('Names that it bore before, oldest first.')
  @ListOf(() => LocalizedName)
  readonly formerNames!: readonly LocalizedName[];

  @Words() readonly aliases!: readonly string[];

  @IsString() readonly jurisdiction!: string;

  @Part(() => CompanyNumbers) readonly identifiers!: CompanyNumbers;

  @describe('Id of the group that it belongs to.')
  @IsOptional()
  @IsString()
  readonly parent?: string;

  @describe('Declared facts by name; one that is not here is unknown.')
  @IsObject()
  readonly facts!: Readonly<Record<string, FactValue>>;

  @Because() readonly because!: readonly EventRef[];
}

/** All that a row of a company looks at. */
const FIELDS = [
  'registered',
  'name',
  'formerNames',
  'aliases',
  'jurisdiction',
  'identifiers',
  'parent',
  'facts',
] as const;

export const COMPANIES = defineRegister<'companies', CompanyRow>({
  name: 'companies',
  title: { en: 'Companies', zh: '公司' },
  row: CompanyRow,
  filters: {
    q: inWords,
    jurisdiction: equalTo('jurisdiction', 'Where it is established, e.g. `CN`.'),
    parent: equalTo('parent', 'Id of the group that it belongs to.'),
    status: withStatus(COMPANY_DUTIES),
  },
  sorts: {
    name: byText('name.en', 'name.zh'),
    id: byText('id'),
    ...byTotals(COMPANY_DUTIES),
  },
  defaultSort: 'id',
  from: { companies: fromFields(FIELDS, rowsOf) },
});

function rowsOf(
  state: Pick<CompanyState, (typeof FIELDS)[number]>,
  { id }: Moment,
): readonly KeyedRow<CompanyRow>[] {
  const { registered, name, formerNames, aliases, jurisdiction, identifiers, parent } = state;
  if (registered === undefined || name === undefined || jurisdiction === undefined) return [];
  const names = [...formerNames, name];
  const row = {
    id,
    name: name.name,
    formerNames: formerNames.map((former) => former.name),
    aliases,
    jurisdiction,
    identifiers,
    ...(parent && { parent: parent.company }),
    facts: valuesOf(state.facts),
    because: becauseOf(
      registered,
      ...names.map(({ since }) => since),
      parent?.since,
      ...sinceOf(state.facts),
    ),
  };
  const words = names.flatMap((one) => [one.name.zh, one.name.en]);
  const numbers = Object.values(identifiers).map(String);
  return [{ key: id, company: id, words: [id, ...words, ...aliases, ...numbers], row }];
}
