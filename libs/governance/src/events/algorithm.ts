import { defineEvent } from '../catalogue/event-type.js';
import type { EventType, NamedStream, UsedTerm } from '../catalogue/event-type.js';
import { rejected } from '../catalogue/rejected.js';
import { isKnown } from '../known-set/is-known.js';
import { describe } from '../fields/describe.js';
import { Id, List, OneOf, Optional, Text } from '../fields/fields.js';
import * as limits from '../fields/limits.js';
import { Payload } from '../payload/payload.js';
import { occurrenceOf } from '../states/occurrence.js';
import { ALGORITHM_ROLES } from '../vocabulary/kinds.js';
import { linked, registeredAs, submittedAs, unlinked } from './algorithm-steps.js';
import { filingDigits } from './filing-number.js';

const ROLES = ALGORITHM_ROLES.map(({ name }) => name);

export class AlgorithmSubmitted extends Payload {
  @describe('The company that files it: a company id.')
  @Id()
  readonly company!: string;

  @describe('The name of the algorithm.')
  @Text(limits.NAME_LENGTH_MAX)
  readonly name!: string;

  @describe('The systems that run on it: system ids.')
  @Optional()
  @List()
  @Id({ each: true })
  readonly systems?: readonly string[];
}

export class AlgorithmRegistered extends Payload {
  @describe('The company that filed it: a company id.')
  @Id()
  readonly company!: string;

  @describe('The filing number: 21 digits, or the official form 网信算备…号.')
  @Text(limits.WORD_LENGTH_MAX)
  readonly number!: string;

  @describe('The name of the algorithm.')
  @Text(limits.NAME_LENGTH_MAX)
  readonly name!: string;

  @describe('The category of algorithm, a word of the vocabulary.')
  @Optional()
  @Id()
  readonly category?: string;

  @describe('The role of the company for deep synthesis.')
  @Optional()
  @OneOf(ROLES)
  readonly role?: string;

  @describe('The products that use it, as the list words them.')
  @Optional()
  @Text(limits.TEXT_LENGTH_MAX)
  readonly products?: string;

  @describe('The systems that run on it: system ids.')
  @Optional()
  @List()
  @Id({ each: true })
  readonly systems?: readonly string[];

  @describe('The list that published it.')
  @Optional()
  @Text(limits.TITLE_LENGTH_MAX)
  readonly list?: string;
}

export class AlgorithmLinked extends Payload {
  @describe('A system that runs on it: a system id.')
  @Id()
  readonly system!: string;
}

export class AlgorithmUnlinked extends Payload {
  @describe('A system that no longer runs on it: a system id.')
  @Id()
  readonly system!: string;
}

const algorithmSubmitted = defineEvent<AlgorithmSubmitted>({
  type: 'algorithm.submitted',
  title: { en: 'Algorithm filing submitted', zh: '算法备案提交' },
  version: 1,
  payload: AlgorithmSubmitted,
  introduces: 'or-continues',
  example: {
    subject: 'algorithms/jimeng-video',
    time: '2025-11-01T00:00:00+08:00',
    data: { company: 'bytedance', name: '即梦视频生成算法', systems: ['seedance-2.0'] },
  },
  names: ({ company, systems }) => named(company, systems),
  evolve: { algorithms: (state, event) => submittedAs(state, event.data, occurrenceOf(event)) },
});

const algorithmRegistered = defineEvent<AlgorithmRegistered>({
  type: 'algorithm.registered',
  title: { en: 'Algorithm registered', zh: '算法备案' },
  version: 1,
  payload: AlgorithmRegistered,
  introduces: 'or-continues',
  example: {
    subject: 'algorithms/110108413760701250055',
    time: '2026-01-07T00:00:00+08:00',
    data: {
      company: 'bytedance',
      number: '网信算备110108413760701250055号',
      name: '即梦视频生成算法',
      category: 'generation-synthesis',
      role: 'service-provider',
      products: '即梦（APP）',
      systems: ['seedance-2.0'],
      list: '境内深度合成服务算法备案清单（2026年1月）',
      timePrecision: 'day',
    },
  },
  names: ({ company, systems }) => named(company, systems),
  terms: ({ category }) => categoryTerms(category),
  claims: ({ number }) => [
    {
      name: `algorithm-number/${filingDigits(number) ?? number}`,
      pointer: '/data/number',
      code: 'duplicate-number',
    },
  ],
  decide: ({ subject, data }, known) => {
    if (filingDigits(data.number) === undefined) {
      return rejected('invalid-number', 'A filing number has 21 digits.', '/data/number');
    }
    return isKnown('algorithm.registered', subject, known)
      ? rejected('already-exists', `${subject} is registered already.`, '/subject')
      : undefined;
  },
  evolve: { algorithms: (state, event) => registeredAs(state, event.data, occurrenceOf(event)) },
});

const algorithmLinked = defineEvent<AlgorithmLinked>({
  type: 'algorithm.linked',
  title: { en: 'Algorithm linked to a system', zh: '算法关联系统' },
  version: 1,
  payload: AlgorithmLinked,
  example: {
    subject: 'algorithms/110108413760701250055',
    time: '2026-02-12T00:00:00+08:00',
    data: { system: 'seedance-2.0' },
  },
  names: ({ system }) => [{ subject: `systems/${system}`, pointer: '/data/system' }],
  evolve: {
    algorithms: (state, event) => linked(state, [event.data.system], occurrenceOf(event)),
  },
});

const algorithmUnlinked = defineEvent<AlgorithmUnlinked>({
  type: 'algorithm.unlinked',
  title: { en: 'Algorithm unlinked from a system', zh: '算法解除关联' },
  version: 1,
  payload: AlgorithmUnlinked,
  example: {
    subject: 'algorithms/110108413760701250055',
    time: '2026-06-01T00:00:00+08:00',
    data: { system: 'seedance-2.0' },
  },
  names: ({ system }) => [{ subject: `systems/${system}`, pointer: '/data/system' }],
  evolve: { algorithms: (state, event) => unlinked(state, event.data.system) },
});

export const EVENT_TYPES: readonly EventType[] = [
  algorithmSubmitted,
  algorithmRegistered,
  algorithmLinked,
  algorithmUnlinked,
];

function named(company: string, systems: readonly string[] = []): readonly NamedStream[] {
  return [
    { subject: `companies/${company}`, pointer: '/data/company' },
    ...systems.map((system, index) => ({
      subject: `systems/${system}`,
      pointer: `/data/systems/${index}`,
    })),
  ];
}

function categoryTerms(category: string | undefined): readonly UsedTerm[] {
  return category === undefined
    ? []
    : [{ kind: 'algorithm-category', name: category, pointer: '/data/category' }];
}
