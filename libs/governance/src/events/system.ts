import { defineEvent } from '../catalogue/event-type.js';
import type { EventType, UsedTerm } from '../catalogue/event-type.js';
import { describe } from '../fields/describe.js';
import { Day, Id, List, OneOf, Optional, Part, Pattern, Text } from '../fields/fields.js';
import * as limits from '../fields/limits.js';
import { unfitFact } from '../payload/fact-value.js';
import { factTerms, FactValues } from '../payload/facts-field.js';
import type { DeclaredValues } from '../payload/facts-field.js';
import { Name, unnamed } from '../payload/name.js';
import { ownFields, Payload } from '../payload/payload.js';
import { declare } from '../states/facts.js';
import { occurrenceOf } from '../states/occurrence.js';
import { SUSPENDERS } from '../states/system-state.js';
import type { Suspender } from '../states/system-state.js';
import { JURISDICTION } from './jurisdiction.js';
import { ended, launched, resumed, suspended } from './system-running.js';

export const SYSTEM_KINDS = [
  'service',
  'app',
  'website',
  'mini-program',
  'model',
  'api',
  'device',
] as const;
export type SystemKind = (typeof SYSTEM_KINDS)[number];
export const SYSTEM_CHANGES = ['mechanism', 'technology', 'model', 'operator', 'scope'] as const;
export type SystemChangeKind = (typeof SYSTEM_CHANGES)[number];
export const AUDIENCES = ['public', 'business', 'internal'] as const;
export type Audience = (typeof AUDIENCES)[number];

const MARKET = 'must be a jurisdiction such as CN, EU or US-CA';

export class SystemIntroduced extends Payload {
  @describe('The company that answers for it: a company id.')
  @Id()
  readonly company!: string;

  @describe('Its name in Chinese, English or both.')
  @Part(() => Name)
  readonly name!: Name;

  @describe('What it is.')
  @OneOf(SYSTEM_KINDS)
  readonly kind!: SystemKind;

  @describe('The roles that its company has for it under the law.')
  @Optional()
  @List()
  @Id({ each: true })
  readonly roles?: readonly string[];

  @describe('Where it is offered.')
  @Optional()
  @List()
  @Pattern(JURISDICTION, MARKET, { each: true })
  readonly markets?: readonly string[];

  @describe('To whom it is offered.')
  @Optional()
  @OneOf(AUDIENCES)
  readonly audience?: Audience;

  @describe('Facts by name; `null` undeclares one.')
  @Optional()
  @FactValues()
  readonly facts?: DeclaredValues;
}

export class SystemDescribed extends Payload {
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

export class SystemLaunched extends Payload {
  @describe('Where it is now offered, replacing what was declared.')
  @Optional()
  @List()
  @Pattern(JURISDICTION, MARKET, { each: true })
  readonly markets?: readonly string[];
}

export class SystemSuspended extends Payload {
  @describe('Who suspended it.')
  @OneOf(SUSPENDERS)
  readonly by!: Suspender;

  @describe('Why it was suspended.')
  @Text()
  readonly reason!: string;
}

export class SystemResumed extends Payload {}

export class SystemTerminated extends Payload {}

export class SystemChanged extends Payload {
  @describe('What was changed.')
  @OneOf(SYSTEM_CHANGES)
  readonly kind!: SystemChangeKind;

  @describe('How it was changed.')
  @Text(limits.TEXT_LENGTH_MAX)
  readonly description!: string;
}

const systemIntroduced = defineEvent<SystemIntroduced>({
  type: 'system.introduced',
  title: { en: 'System introduced', zh: '系统登记' },
  version: 1,
  payload: SystemIntroduced,
  introduces: 'once',
  example: {
    subject: 'systems/seedance-2.0',
    time: '2026-02-07T00:00:00+08:00',
    data: {
      company: 'bytedance',
      name: { en: 'Seedance 2.0' },
      kind: 'model',
      roles: ['service-provider'],
      markets: ['CN'],
      audience: 'public',
    },
  },
  names: ({ company }) => [{ subject: `companies/${company}`, pointer: '/data/company' }],
  terms: ({ roles, facts }) => [...roleTerms(roles), ...factTerms(facts ?? {})],
  decide: ({ data }, known) => unnamed(data.name) ?? unfitFact(data.facts ?? {}, known),
  evolve: {
    systems: (state, event) => {
      const { company, name, kind, roles, markets, audience, facts } = event.data;
      const introduced = occurrenceOf(event);
      const declared = declare(state.facts, { kind, roles, markets, audience }, introduced);
      return {
        ...state,
        status: state.status === 'unknown' ? 'introduced' : state.status,
        introduced,
        company,
        name,
        kind,
        facts: declare(declared, facts ?? {}, introduced),
      };
    },
  },
});

const systemDescribed = defineEvent<SystemDescribed>({
  type: 'system.described',
  title: { en: 'System described', zh: '系统情况说明' },
  version: 1,
  payload: SystemDescribed,
  example: {
    subject: 'systems/seedance-2.0',
    time: '2026-02-07T00:00:00+08:00',
    data: {
      facts: { 'public-opinion': true, capabilities: ['video-generation'] },
      reason: 'Everyone in China may use it and share what it makes.',
    },
  },
  terms: ({ facts }) => factTerms(facts),
  decide: ({ data }, known) => unfitFact(data.facts, known),
  evolve: {
    systems: (state, event) => {
      const facts = declare(state.facts, event.data.facts, occurrenceOf(event), event.data);
      return facts === state.facts ? state : { ...state, facts };
    },
  },
});

const systemLaunched = defineEvent<SystemLaunched>({
  type: 'system.launched',
  title: { en: 'System launched', zh: '系统上线' },
  version: 1,
  payload: SystemLaunched,
  example: {
    subject: 'systems/seedance-2.0',
    time: '2026-02-12T00:00:00+08:00',
    data: { markets: ['CN'] },
  },
  evolve: { systems: (state, event) => launched(state, occurrenceOf(event), event.data.markets) },
});

const systemSuspended = defineEvent<SystemSuspended>({
  type: 'system.suspended',
  title: { en: 'System suspended', zh: '系统暂停' },
  version: 1,
  payload: SystemSuspended,
  example: {
    subject: 'systems/seedance-2.0',
    time: '2026-03-01T00:00:00+08:00',
    data: { by: 'provider', reason: 'Maintenance after complaints.' },
  },
  evolve: {
    systems: (state, event) => suspended(state, occurrenceOf(event), ownFields(event.data)),
  },
});

const systemResumed = defineEvent<SystemResumed>({
  type: 'system.resumed',
  title: { en: 'System resumed', zh: '系统恢复' },
  version: 1,
  payload: SystemResumed,
  example: { subject: 'systems/seedance-2.0', time: '2026-03-03T00:00:00+08:00', data: {} },
  evolve: { systems: (state, event) => resumed(state, occurrenceOf(event)) },
});

const systemTerminated = defineEvent<SystemTerminated>({
  type: 'system.terminated',
  title: { en: 'System terminated', zh: '系统终止' },
  version: 1,
  payload: SystemTerminated,
  example: { subject: 'systems/seedance-2.0', time: '2027-01-01T00:00:00+08:00', data: {} },
  evolve: { systems: (state, event) => ended(state, occurrenceOf(event)) },
});

const systemChanged = defineEvent<SystemChanged>({
  type: 'system.changed',
  title: { en: 'System changed', zh: '系统变更' },
  version: 1,
  payload: SystemChanged,
  example: {
    subject: 'systems/seedance-2.0',
    time: '2026-02-10T00:00:00+08:00',
    data: { kind: 'model', description: 'Real-person reference taken out of the model.' },
  },
  evolve: {
    systems: (state, event) => ({
      ...state,
      changes: [...state.changes, { ...ownFields(event.data), at: occurrenceOf(event) }],
    }),
  },
});

export const EVENT_TYPES: readonly EventType[] = [
  systemIntroduced,
  systemDescribed,
  systemLaunched,
  systemSuspended,
  systemResumed,
  systemTerminated,
  systemChanged,
];

function roleTerms(roles: readonly string[] = []): readonly UsedTerm[] {
  return roles.map((name, index) => ({ kind: 'role', name, pointer: `/data/roles/${index}` }));
}
