import { defineEvent } from '../catalogue/event-type.js';
import type { EventType, Known, Proposal, Rejected } from '../catalogue/event-type.js';
import { rejected } from '../catalogue/rejected.js';
import { describe } from '../fields/describe.js';
import { Id, List, OneOf, Optional, Text } from '../fields/fields.js';
import * as limits from '../fields/limits.js';
import { ownFields, Payload } from '../payload/payload.js';
import { occurrenceOf, replaceWhere } from '../states/occurrence.js';
import type { Occurrence } from '../states/occurrence.js';
import { SUSPENDERS } from '../states/system-state.js';
import type {
  FeatureState,
  FeatureSuspension,
  Suspender,
  SystemState,
} from '../states/system-state.js';
import { parseSubject } from '../subject/subject.js';

export class FeatureLaunched extends Payload {
  @describe('The feature of the system, an id of one’s own choosing.')
  @Id()
  readonly feature!: string;

  @describe('What it can do, in words of the vocabulary.')
  @List()
  @Id({ each: true })
  readonly capabilities!: readonly string[];
}

export class FeatureSuspended extends Payload {
  @describe('A feature that was launched.')
  @Id()
  readonly feature!: string;

  @describe('Why it was suspended.')
  @Text()
  readonly reason!: string;

  @describe('Who suspended it.')
  @OneOf(SUSPENDERS)
  readonly by!: Suspender;

  @describe('The authority that ordered it.')
  @Optional()
  @Text(limits.NAME_LENGTH_MAX)
  readonly authority?: string;
}

export class FeatureResumed extends Payload {
  @describe('A feature that was launched.')
  @Id()
  readonly feature!: string;

  @describe('What was changed before it came back.')
  @Optional()
  @Text()
  readonly remedy?: string;
}

export class FeatureRemoved extends Payload {
  @describe('A feature that was launched.')
  @Id()
  readonly feature!: string;
}

const featureLaunched = defineEvent<FeatureLaunched>({
  type: 'feature.launched',
  title: { en: 'Feature launched', zh: '功能上线' },
  version: 1,
  payload: FeatureLaunched,
  example: {
    subject: 'systems/seedance-2.0',
    time: '2026-02-07T00:00:00+08:00',
    data: { feature: 'voice-from-face', capabilities: ['voice-cloning'] },
  },
  terms: ({ capabilities }) =>
    capabilities.map((name, index) => ({
      kind: 'capability',
      name,
      pointer: `/data/capabilities/${index}`,
    })),
  evolve: {
    systems: (state, event) => launch(state, event.data, occurrenceOf(event)),
  },
});

const featureSuspended = defineEvent<FeatureSuspended>({
  type: 'feature.suspended',
  title: { en: 'Feature suspended', zh: '功能暂停' },
  version: 1,
  payload: FeatureSuspended,
  example: {
    subject: 'systems/seedance-2.0',
    time: '2026-02-09T00:00:00+08:00',
    data: {
      feature: 'voice-from-face',
      reason: 'It made voices from face photographs without consent.',
      by: 'provider',
    },
  },
  looksBack: true,
  decide: unknownFeature,
  evolve: {
    systems: (state, event) =>
      suspend(state, { ...ownFields(event.data), from: occurrenceOf(event) }),
  },
});

const featureResumed = defineEvent<FeatureResumed>({
  type: 'feature.resumed',
  title: { en: 'Feature resumed', zh: '功能恢复' },
  version: 1,
  payload: FeatureResumed,
  example: {
    subject: 'systems/seedance-2.0',
    time: '2026-03-20T00:00:00+08:00',
    data: { feature: 'voice-from-face', remedy: 'The speaker must now record a consent.' },
  },
  looksBack: true,
  decide: unknownFeature,
  evolve: {
    systems: (state, event) =>
      change(state, ownFields(event.data), 'running', occurrenceOf(event), ['suspended']),
  },
});

const featureRemoved = defineEvent<FeatureRemoved>({
  type: 'feature.removed',
  title: { en: 'Feature removed', zh: '功能下线' },
  version: 1,
  payload: FeatureRemoved,
  example: {
    subject: 'systems/seedance-2.0',
    time: '2026-04-01T00:00:00+08:00',
    data: { feature: 'voice-from-face' },
  },
  looksBack: true,
  decide: unknownFeature,
  evolve: {
    systems: (state, event) =>
      change(state, event.data, 'removed', occurrenceOf(event), ['running', 'suspended']),
  },
});

export const EVENT_TYPES: readonly EventType[] = [
  featureLaunched,
  featureSuspended,
  featureResumed,
  featureRemoved,
];

/** Judged over all that is known, whatever the valid times: news arrives out of order. */
function unknownFeature(
  { subject, data }: Proposal<{ readonly feature: string }>,
  known: Known,
): Rejected | undefined {
  const id = parseSubject(subject)?.id ?? '';
  const features = known.state('systems', id).features;
  return features.some(({ feature }) => feature === data.feature)
    ? undefined
    : rejected('unknown-feature', `${subject} never launched ${data.feature}.`, '/data/feature');
}

function launch(state: SystemState, said: FeatureLaunched, since: Occurrence): SystemState {
  const { feature, capabilities } = said;
  const before = state.features.find((one) => one.feature === feature);
  const runs = before?.state === 'running';
  if (runs && sameSet(before.capabilities, capabilities)) return state;
  const now: FeatureState = {
    feature,
    capabilities,
    state: 'running',
    since: runs ? before.since : since,
    listed: since,
  };
  return {
    ...state,
    features: before
      ? replaceWhere(
          state.features,
          (one) => one === before,
          () => now,
        )
      : [...state.features, now],
    listedCapabilities: [...new Set([...state.listedCapabilities, ...capabilities])],
    featureSuspensions: closed(state.featureSuspensions, feature, { to: since }),
  };
}

/** A feature may be suspended by several: each suspension is listed, and a resumption ends all. */
function suspend(state: SystemState, suspension: FeatureSuspension): SystemState {
  const { feature, by, from } = suspension;
  const current = state.features.find((one) => one.feature === feature);
  if (current === undefined || current.state === 'removed') return state;
  const stands = state.featureSuspensions.some(
    (one) => one.feature === feature && one.by === by && one.to === undefined,
  );
  if (stands) return state;
  const featureSuspensions = [...state.featureSuspensions, suspension];
  if (current.state === 'suspended') return { ...state, featureSuspensions };
  return { ...state, featureSuspensions, features: moved(state, feature, 'suspended', from) };
}

function change(
  state: SystemState,
  { feature, ...end }: { readonly feature: string; readonly remedy?: string },
  to: FeatureState['state'],
  at: Occurrence,
  from: readonly FeatureState['state'][],
): SystemState {
  const current = state.features.find((one) => one.feature === feature);
  if (current === undefined || !from.includes(current.state)) return state;
  const remedy = end.remedy === undefined ? {} : { remedy: end.remedy };
  return {
    ...state,
    features: moved(state, feature, to, at),
    featureSuspensions: closed(state.featureSuspensions, feature, { to: at, ...remedy }),
  };
}

function moved(
  { features }: SystemState,
  feature: string,
  to: FeatureState['state'],
  since: Occurrence,
): readonly FeatureState[] {
  const isIt = (one: FeatureState): boolean => one.feature === feature;
  return replaceWhere(features, isIt, (one) => ({ ...one, state: to, since }));
}

function closed(
  suspensions: readonly FeatureSuspension[],
  feature: string,
  end: { readonly to: Occurrence; readonly remedy?: string },
): readonly FeatureSuspension[] {
  return suspensions.map((one) =>
    one.feature === feature && one.to === undefined ? { ...one, ...end } : one,
  );
}

function sameSet(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((member) => other.includes(member));
}
