import { defineEvent } from '../catalogue/event-type.js';
import type { EventType, UniqueName } from '../catalogue/event-type.js';
import type { KnownEvent } from '../catalogue/known-event.js';
import { rejected } from '../catalogue/rejected.js';
import { describe } from '../fields/describe.js';
import { Day, Id, List, Optional, Part, Pattern, Text } from '../fields/fields.js';
import * as limits from '../fields/limits.js';
import { unfitFact } from '../payload/fact-value.js';
import { factTerms, FactValues } from '../payload/facts-field.js';
import type { DeclaredValues } from '../payload/facts-field.js';
import { Name, unnamed } from '../payload/name.js';
import { Payload } from '../payload/payload.js';
import type { CompanyIdentifiers, CompanyState } from '../states/company-state.js';
import { declare } from '../states/facts.js';
import { sameName } from '../states/naming.js';
import type { LocalName } from '../states/naming.js';
import { occurrenceOf } from '../states/occurrence.js';
import { JURISDICTION } from './jurisdiction.js';

export class CompanyIdentifierSet {
  @describe('The entity number inside the CAC’s filing numbers: their first 13 digits.')
  @Optional()
  @Pattern(/^\d{13}$/, 'must be 13 digits')
  readonly cacEntity?: string;

  @describe('Unified social credit code (统一社会信用代码).')
  @Optional()
  @Pattern(/^[0-9A-HJ-NPQRTUWXY]{18}$/, 'must be a unified social credit code of 18 characters')
  readonly uscc?: string;

  @describe('Legal Entity Identifier, ISO 17442.')
  @Optional()
  @Pattern(/^[A-Z0-9]{18}\d{2}$/, 'must be a Legal Entity Identifier of 20 characters')
  readonly lei?: string;

  @describe('Ticker with its exchange, e.g. `1024.HK`.')
  @Optional()
  @Pattern(/^[A-Z0-9]{1,10}\.[A-Z]{1,6}$/, 'must be a ticker with its exchange, e.g. 1024.HK')
  readonly ticker?: string;
}

export class CompanyRegistered extends Payload {
  @describe('Its name in Chinese, English or both.')
  @Part(() => Name)
  readonly name!: Name;

  @describe('Other names that it is known by.')
  @Optional()
  @List()
  @Text(limits.NAME_LENGTH_MAX, { each: true })
  readonly aliases?: readonly string[];

  @describe('Where it is established: ISO 3166 code, e.g. `CN`, or `EU`.')
  @Pattern(JURISDICTION, 'must be a jurisdiction such as CN, EU or US-CA')
  readonly jurisdiction!: string;

  @describe('Numbers that are its alone.')
  @Optional()
  @Part(() => CompanyIdentifierSet)
  readonly identifiers?: CompanyIdentifierSet;
}

export class CompanyRenamed extends Payload {
  @describe('Its new name.')
  @Part(() => Name)
  readonly name!: Name;
}

export class CompanyDescribed extends Payload {
  @describe('Facts by name; `null` undeclares one.')
  @FactValues()
  readonly facts!: DeclaredValues;

  @describe('Why it is judged so.')
  @Optional()
  @Text()
  readonly reason?: string;

  @describe('The day by which it should be judged again.')
  @Optional()
  @Day()
  readonly reviewBy?: string;
}

export class CompanyGrouped extends Payload {
  @describe('The group that it belongs to: a company id.')
  @Id()
  readonly parent!: string;
}

export class CompanyUngrouped extends Payload {}

const companyRegistered = defineEvent<CompanyRegistered>({
  type: 'company.registered',
  title: { en: 'Company registered', zh: '公司登记' },
  version: 1,
  payload: CompanyRegistered,
  introduces: 'once',
  example: {
    subject: 'companies/bytedance',
    time: '2012-03-09T00:00:00+08:00',
    data: {
      name: { zh: '字节跳动', en: 'ByteDance' },
      aliases: ['抖音集团'],
      jurisdiction: 'CN',
      identifiers: { cacEntity: '1101084137607' },
    },
  },
  decide: ({ data }) => unnamed(data.name),
  claims: ({ identifiers }) => identifierClaims(identifiers),
  evolve: {
    companies: (state, event) => ({
      ...named(state, event, event.data.name),
      status: 'registered',
      registered: occurrenceOf(event),
      aliases: event.data.aliases ?? [],
      jurisdiction: event.data.jurisdiction,
      identifiers: event.data.identifiers ?? {},
    }),
  },
});

const companyRenamed = defineEvent<CompanyRenamed>({
  type: 'company.renamed',
  title: { en: 'Company renamed', zh: '公司更名' },
  version: 1,
  payload: CompanyRenamed,
  example: {
    subject: 'companies/zhipu',
    time: '2025-07-01T00:00:00+08:00',
    data: { name: { zh: '智谱', en: 'Z.ai' } },
  },
  decide: ({ data }) => unnamed(data.name),
  evolve: { companies: (state, event) => named(state, event, event.data.name) },
});

const companyDescribed = defineEvent<CompanyDescribed>({
  type: 'company.described',
  title: { en: 'Company described', zh: '公司情况说明' },
  version: 1,
  payload: CompanyDescribed,
  example: {
    subject: 'companies/bytedance',
    time: '2026-01-01T00:00:00+08:00',
    data: { facts: { 'content-platform': true }, reason: 'Runs short-video platforms.' },
  },
  terms: ({ facts }) => factTerms(facts),
  decide: ({ data }, known) => unfitFact(data.facts, known),
  evolve: {
    companies: (state, event) => {
      const facts = declare(state.facts, event.data.facts, occurrenceOf(event), event.data);
      return facts === state.facts ? state : { ...state, facts };
    },
  },
});

const companyGrouped = defineEvent<CompanyGrouped>({
  type: 'company.grouped',
  title: { en: 'Company joined a group', zh: '公司归入集团' },
  version: 1,
  payload: CompanyGrouped,
  example: {
    subject: 'companies/beijing-douyin',
    time: '2022-05-06T00:00:00+08:00',
    data: { parent: 'bytedance' },
  },
  names: ({ parent }) => [{ subject: `companies/${parent}`, pointer: '/data/parent' }],
  decide: ({ subject, data }) =>
    subject === `companies/${data.parent}`
      ? rejected('own-parent', 'A company cannot be its own group.', '/data/parent')
      : undefined,
  evolve: {
    companies: (state, event) =>
      state.parent?.company === event.data.parent
        ? state
        : { ...state, parent: { company: event.data.parent, since: occurrenceOf(event) } },
  },
});

const companyUngrouped = defineEvent<CompanyUngrouped>({
  type: 'company.ungrouped',
  title: { en: 'Company left its group', zh: '公司退出集团' },
  version: 1,
  payload: CompanyUngrouped,
  example: { subject: 'companies/beijing-douyin', time: '2026-01-01T00:00:00+08:00', data: {} },
  evolve: { companies: (state) => withoutParent(state) },
});

export const EVENT_TYPES: readonly EventType[] = [
  companyRegistered,
  companyRenamed,
  companyDescribed,
  companyGrouped,
  companyUngrouped,
];

function identifierClaims(identifiers: CompanyIdentifiers = {}): readonly UniqueName[] {
  return Object.entries(identifiers).map(([scheme, identifier]) => ({
    name: `company-${scheme}/${String(identifier)}`,
    pointer: `/data/identifiers/${scheme}`,
    code: 'duplicate-identifier',
  }));
}

function named(state: CompanyState, event: KnownEvent<Payload>, name: LocalName): CompanyState {
  if (state.name !== undefined && sameName(state.name.name, name)) return state;
  const formerNames = state.name ? [...state.formerNames, state.name] : state.formerNames;
  return { ...state, name: { name, since: occurrenceOf(event) }, formerNames };
}

function withoutParent(state: CompanyState): CompanyState {
  if (state.parent === undefined) return state;
  // eslint-disable-next-line @typescript-eslint/no-unused-vars -- named so as to be left out
  const { parent, ...rest } = state;
  return rest;
}
