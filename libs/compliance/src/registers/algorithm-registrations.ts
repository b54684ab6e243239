import { IsIn, IsISO8601, IsOptional, IsString } from 'class-validator';
import { describe } from '#libs/governance';
import type { AlgorithmState, EventRef } from '#libs/governance';
import { becauseOf } from './event-reference.js';
import { Because, ListOf, Words } from './fields.js';
import { containing, equalTo, filingNumber, inWords, ofCompany, oneOf } from './filter.js';
import { defineRegister } from './register.js';
import type { Fields, KeyedRow, Moment } from './register.js';
import { byInstant, byText } from './sort.js';

export const REGISTRATION_STATUSES = [
  'submitted',
  'returned',
  'refused',
  'registered',
  'change-submitted',
  'cancellation-submitted',
  'cancelled',
  'deregistered',
  'revoked',
] as const;
export type RegistrationStatus = (typeof REGISTRATION_STATUSES)[number];

export class RegistrationStep {
  @IsString() readonly type!: string;

  @describe('Valid time as it was written.')
  @IsISO8601()
  readonly time!: string;

  @IsOptional() @IsString() readonly reason?: string;
}

export class AlgorithmRegistrationRow {
  @describe('The id of the stream `algorithms/<id>`.')
  @IsString()
  readonly id!: string;

  @describe('The digits of 网信算备…号; absent before registration.')
  @IsOptional()
  @IsString()
  readonly number?: string;

  @IsString() readonly name!: string;

  @Words() readonly formerNames!: readonly string[];

  @IsString() readonly company!: string;

  @IsOptional() @IsString() readonly category?: string;

  @IsOptional() @IsString() readonly role?: string;

  @describe('The products, as the list words them.')
  @IsOptional()
  @IsString()
  readonly products?: string;

  @describe('Ids of the systems that run on it.')
  @Words()
  readonly systems!: readonly string[];

  @describe('The list that published it.')
  @IsOptional()
  @IsString()
  readonly list?: string;

  @describe('`cancelled` by its provider, `deregistered` by the authority, `revoked` for fraud.')
  @IsIn(REGISTRATION_STATUSES)
  readonly status!: RegistrationStatus;

  @describe('Since when it has this status.')
  @IsISO8601()
  readonly since!: string;

  @IsOptional() @IsISO8601() readonly submittedAt?: string;

  @IsOptional() @IsISO8601() readonly registeredAt?: string;

  @describe('When it was cancelled, deregistered or revoked.')
  @IsOptional()
  @IsISO8601()
  readonly endedAt?: string;

  @describe('Every step so far, in order of valid time.')
  @ListOf(() => RegistrationStep)
  readonly lifecycle!: readonly RegistrationStep[];

  @Because() readonly because!: readonly EventRef[];
}

export const ALGORITHM_REGISTRATIONS = defineRegister<
  'algorithm-registrations',
  AlgorithmRegistrationRow
>({
  name: 'algorithm-registrations',
  title: { en: 'Algorithm registrations', zh: '算法备案' },
  row: AlgorithmRegistrationRow,
  filters: {
    q: inWords,
    company: ofCompany,
    system: containing('systems', 'Id of a system that runs on it.'),
    category: equalTo('category', 'Category of the algorithm.'),
    role: equalTo('role', 'Role of the company, e.g. service provider.'),
    status: oneOf('status', REGISTRATION_STATUSES, 'Where the registration stands.'),
    number: filingNumber('number', 'Filing number, its digits or 网信算备…号.'),
  },
  sorts: {
    number: byText('number', 'id'),
    name: byText('name'),
    registeredAt: byInstant('registeredAt'),
  },
  defaultSort: 'number',
  from: { algorithms: { rowsOf, sameRows: (one, other) => one === other } },
});

function rowsOf(
  state: AlgorithmState,
  { id }: Moment,
): readonly KeyedRow<AlgorithmRegistrationRow>[] {
  const { status, since, company, name, number, products } = state;
  if (status === 'unknown' || since === undefined) return [];
  if (company === undefined || name === undefined) return [];
  const { formerNames, steps, systems } = state;
  const row = {
    id,
    ...(number === undefined ? {} : { number }),
    name,
    formerNames,
    company,
    ...(state.category === undefined ? {} : { category: state.category }),
    ...(state.role === undefined ? {} : { role: state.role }),
    ...(products === undefined ? {} : { products }),
    systems: systems.map(({ system }) => system),
    ...(state.list === undefined ? {} : { list: state.list }),
    status,
    since: since.time,
    ...datesOf(state),
    lifecycle: steps.map(stepOf),
    because: becauseOf(...steps.map(({ at }) => at), ...systems.map((link) => link.since)),
  };
  return [{ key: id, company, words: [id, number, name, ...formerNames, products], row }];
}

function datesOf({ submitted, registered, cancelled, revoked }: AlgorithmState) {
  const ended = revoked ?? cancelled;
  return {
    ...(submitted && { submittedAt: submitted.time }),
    ...(registered && { registeredAt: registered.time }),
    ...(ended && { endedAt: ended.time }),
  };
}

function stepOf({ type, at, reason }: AlgorithmState['steps'][number]): Fields<RegistrationStep> {
  return { type, time: at.time, ...(reason === undefined ? {} : { reason }) };
}
