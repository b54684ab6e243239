import { defineEvent } from '../catalogue/event-type.js';
import type { EventType } from '../catalogue/event-type.js';
import { describe } from '../fields/describe.js';
import { Flag, Optional, Text } from '../fields/fields.js';
import * as limits from '../fields/limits.js';
import { ownFields, Payload } from '../payload/payload.js';
import { occurrenceOf } from '../states/occurrence.js';

export class ReleasePublished extends Payload {
  @describe('The version as its publisher names it.')
  @Text(limits.WORD_LENGTH_MAX)
  readonly version!: string;

  @describe('Whether the weights can be downloaded.')
  @Optional()
  @Flag()
  readonly openWeights?: boolean;

  @describe('The licence of the weights or of the service.')
  @Optional()
  @Text(limits.NAME_LENGTH_MAX)
  readonly licence?: string;
}

const releasePublished = defineEvent<ReleasePublished>({
  type: 'release.published',
  title: { en: 'Release published', zh: '版本发布' },
  version: 1,
  payload: ReleasePublished,
  example: {
    subject: 'systems/glm-5',
    time: '2026-02-11T00:00:00+08:00',
    data: { version: 'GLM-5', openWeights: true, licence: 'MIT' },
  },
  evolve: {
    systems: (state, event) => ({
      ...state,
      releases: [...state.releases, { ...ownFields(event.data), published: occurrenceOf(event) }],
    }),
  },
});

export const EVENT_TYPES: readonly EventType[] = [releasePublished];
