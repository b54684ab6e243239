import { defineEvent } from '../catalogue/event-type.js';
import type { EventType, NamedStream, Rejected, UsedTerm } from '../catalogue/event-type.js';
import { rejected } from '../catalogue/rejected.js';
import { describe } from '../fields/describe.js';
import { Id, OneOf, Optional, Part, Text } from '../fields/fields.js';
import * as limits from '../fields/limits.js';
import { Payload } from '../payload/payload.js';
import type { AlgorithmStatus } from '../states/algorithm-state.js';
import { occurrenceOf } from '../states/occurrence.js';
import { ALGORITHM_ROLES } from '../vocabulary/kinds.js';
import { changedTo, STANDING, step } from './algorithm-steps.js';

const ROLES = ALGORITHM_ROLES.map(({ name }) => name);
export const CANCELLERS = ['provider', 'authority'] as const;
export type Canceller = (typeof CANCELLERS)[number];

/** What a change of a filing changes; the rest stays. */
export class AlgorithmChanges {
  @describe('The company that now holds the filing: a company id.')
  @Optional()
  @Id()
  readonly company?: string;

  @describe('The new name of the algorithm.')
  @Optional()
  @Text(limits.NAME_LENGTH_MAX)
  readonly name?: string;

  @describe('The new category, a word of the vocabulary.')
  @Optional()
  @Id()
  readonly category?: string;

  @describe('The new role of the company.')
  @Optional()
  @OneOf(ROLES)
  readonly role?: string;

  @describe('The products that now use it, as the list words them.')
  @Optional()
  @Text(limits.TEXT_LENGTH_MAX)
  readonly products?: string;

  @describe('The change in words, e.g. the remark of the list.')
  @Optional()
  @Text(limits.TEXT_LENGTH_MAX)
  readonly description?: string;
}

export class AlgorithmReturned extends Payload {
  @describe('What the authority wants corrected.')
  @Optional()
  @Text()
  readonly reason?: string;
}

export class AlgorithmRefused extends Payload {
  @describe('Why the authority refused it.')
  @Optional()
  @Text()
  readonly reason?: string;
}

export class AlgorithmChangeSubmitted extends Payload {
  @describe('What is to be changed.')
  @Optional()
  @Part(() => AlgorithmChanges)
  readonly changes?: AlgorithmChanges;
}

export class AlgorithmChanged extends Payload {
  @describe('What was changed.')
  @Part(() => AlgorithmChanges)
  readonly changes!: AlgorithmChanges;
}

export class AlgorithmCancellationSubmitted extends Payload {}

export class AlgorithmCancelled extends Payload {
  @describe('Who ended it: given up by its provider, or deregistered by the authority.')
  @OneOf(CANCELLERS)
  readonly by!: Canceller;

  @describe('Why it ended.')
  @Optional()
  @Text()
  readonly reason?: string;
}

export class AlgorithmRevoked extends Payload {
  @describe('Why it was revoked, e.g. obtained by false papers.')
  @Text()
  readonly reason!: string;
}

const subject = 'algorithms/110108413760701250055';

const algorithmReturned = defineEvent<AlgorithmReturned>({
  type: 'algorithm.returned',
  title: { en: 'Algorithm filing returned', zh: '算法备案退回' },
  version: 1,
  payload: AlgorithmReturned,
  example: {
    subject,
    time: '2025-11-20T00:00:00+08:00',
    data: { reason: 'The self-assessment is missing.' },
  },
  evolve: {
    algorithms: (state, event) => {
      const [from, to] = asked(state.status, 'returned');
      const at = occurrenceOf(event);
      const next = step(state, event.type, from, to, at, event.data.reason);
      return next === state ? state : { ...next, returned: at };
    },
  },
});

const algorithmRefused = defineEvent<AlgorithmRefused>({
  type: 'algorithm.refused',
  title: { en: 'Algorithm filing refused', zh: '算法不予备案' },
  version: 1,
  payload: AlgorithmRefused,
  example: {
    subject,
    time: '2025-12-20T00:00:00+08:00',
    data: { reason: 'The papers stayed incomplete.' },
  },
  evolve: {
    algorithms: (state, event) => {
      const [from, to] = asked(state.status, 'refused');
      const at = occurrenceOf(event);
      const next = step(state, event.type, from, to, at, event.data.reason);
      return next === state ? state : { ...next, refused: at };
    },
  },
});

const algorithmChangeSubmitted = defineEvent<AlgorithmChangeSubmitted>({
  type: 'algorithm.change-submitted',
  title: { en: 'Change of filing submitted', zh: '算法备案变更提交' },
  version: 1,
  payload: AlgorithmChangeSubmitted,
  example: {
    subject,
    time: '2026-03-01T00:00:00+08:00',
    data: { changes: { products: '即梦（APP）；小云雀（APP）' } },
  },
  names: ({ changes }) => named(changes?.company),
  terms: ({ changes }) => categoryTerms(changes?.category),
  evolve: {
    algorithms: (state, event) => {
      const at = occurrenceOf(event);
      const next = step(state, event.type, ['registered'], 'change-submitted', at);
      return next === state ? state : { ...next, changeSubmitted: at };
    },
  },
});

const algorithmChanged = defineEvent<AlgorithmChanged>({
  type: 'algorithm.changed',
  title: { en: 'Algorithm filing changed', zh: '算法备案变更' },
  version: 1,
  payload: AlgorithmChanged,
  example: {
    subject,
    time: '2026-03-12T00:00:00+08:00',
    data: { changes: { products: '即梦（APP）；小云雀（APP）' } },
  },
  names: ({ changes }) => named(changes.company),
  terms: ({ changes }) => categoryTerms(changes.category),
  decide: ({ data }) => changesNothing(data.changes),
  evolve: {
    algorithms: (state, event) => {
      const at = occurrenceOf(event);
      const to = state.status === 'change-submitted' ? 'registered' : state.status;
      const next = step(state, event.type, STANDING, to, at, event.data.changes.description);
      return next === state ? state : changedTo(next, event.data.changes, at);
    },
  },
});

const algorithmCancellationSubmitted = defineEvent<AlgorithmCancellationSubmitted>({
  type: 'algorithm.cancellation-submitted',
  title: { en: 'Cancellation of filing submitted', zh: '算法备案注销提交' },
  version: 1,
  payload: AlgorithmCancellationSubmitted,
  example: { subject, time: '2026-08-01T00:00:00+08:00', data: {} },
  evolve: {
    algorithms: (state, event) => {
      const at = occurrenceOf(event);
      const from = ['registered', 'change-submitted'] as const;
      const next = step(state, event.type, from, 'cancellation-submitted', at);
      return next === state ? state : { ...next, cancellationSubmitted: at };
    },
  },
});

const algorithmCancelled = defineEvent<AlgorithmCancelled>({
  type: 'algorithm.cancelled',
  title: { en: 'Algorithm filing cancelled', zh: '算法备案注销' },
  version: 1,
  payload: AlgorithmCancelled,
  example: {
    subject,
    time: '2026-08-20T00:00:00+08:00',
    data: { by: 'provider', reason: 'The service was closed.' },
  },
  evolve: {
    algorithms: (state, event) => {
      const { by, reason } = event.data;
      const at = occurrenceOf(event);
      const to = by === 'authority' ? 'deregistered' : 'cancelled';
      const next = step(state, event.type, STANDING, to, at, reason);
      return next === state ? state : { ...next, cancelled: at };
    },
  },
});

const algorithmRevoked = defineEvent<AlgorithmRevoked>({
  type: 'algorithm.revoked',
  title: { en: 'Algorithm filing revoked', zh: '算法备案撤销' },
  version: 1,
  payload: AlgorithmRevoked,
  example: {
    subject,
    time: '2026-09-01T00:00:00+08:00',
    data: { reason: 'It was obtained by false papers.' },
  },
  evolve: {
    algorithms: (state, event) => {
      const at = occurrenceOf(event);
      const next = step(state, event.type, STANDING, 'revoked', at, event.data.reason);
      return next === state ? state : { ...next, revoked: at };
    },
  },
});

export const EVENT_TYPES: readonly EventType[] = [
  algorithmReturned,
  algorithmRefused,
  algorithmChangeSubmitted,
  algorithmChanged,
  algorithmCancellationSubmitted,
  algorithmCancelled,
  algorithmRevoked,
];

/** Sending back a filing leaves it unregistered; sending back a change leaves what was registered. */
function asked(
  status: AlgorithmStatus,
  answer: 'returned' | 'refused',
): readonly [readonly AlgorithmStatus[], AlgorithmStatus] {
  if (status === 'change-submitted' || status === 'cancellation-submitted') {
    return [[status], 'registered'];
  }
  return [answer === 'returned' ? ['submitted'] : ['submitted', 'returned'], answer];
}

function changesNothing(changes: AlgorithmChanges): Rejected | undefined {
  return Object.keys(changes).length === 0
    ? rejected('invalid-data', 'A change must say what was changed.', '/data/changes')
    : undefined;
}

function named(company: string | undefined): readonly NamedStream[] {
  return company === undefined
    ? []
    : [{ subject: `companies/${company}`, pointer: '/data/changes/company' }];
}

function categoryTerms(category: string | undefined): readonly UsedTerm[] {
  return category === undefined
    ? []
    : [{ kind: 'algorithm-category', name: category, pointer: '/data/changes/category' }];
}
