import { IsObject } from 'class-validator';

import { defineEvent } from '../catalogue/event-type.js';
import type { EventType } from '../catalogue/event-type.js';
import { describe } from '../fields/describe.js';
import { Optional, Part, Pattern, Text, Timestamp } from '../fields/fields.js';
import * as limits from '../fields/limits.js';
import { Payload } from '../payload/payload.js';

const DATASCHEMA = /^urn:edict:event:[a-z.-]{1,100}:[1-9]\d{0,3}$/;

/** The pair that names an event. */
export class EventName {
  @describe('The `source` of the event.')
  @Text(limits.URL_LENGTH_MAX)
  readonly source!: string;

  @describe('The `id` of the event.')
  @Text(limits.SENTENCE_LENGTH_MAX)
  readonly id!: string;
}

export class EventCorrected extends Payload {
  @describe('The event that is corrected; it stands on the same stream.')
  @Part(() => EventName)
  readonly event!: EventName;

  @describe('Its true time. Absent: as before.')
  @Optional()
  @Timestamp()
  readonly time?: string;

  @describe('Its true data, replacing the whole. Absent: as before.')
  @Optional()
  @IsObject({ message: 'must be an object' })
  readonly data?: object;

  @describe('The schema that `data` is written in. Absent: that of the corrected event.')
  @Optional()
  @Pattern(DATASCHEMA, 'must be urn:edict:event:<type>:<version>')
  readonly dataschema?: string;

  @describe('Why it is corrected.')
  @Text()
  readonly reason!: string;
}

export class EventRetracted extends Payload {
  @describe('The event that is taken back; it stands on the same stream.')
  @Part(() => EventName)
  readonly event!: EventName;

  @describe('Why it is taken back.')
  @Text()
  readonly reason!: string;
}

// Both say something of another event, not of the world: `knownSet` applies them, no state folds
// them, and `decideAmendment` guards them.

const eventCorrected = defineEvent({
  type: 'event.corrected',
  title: { en: 'Event corrected', zh: '事件更正' },
  version: 1,
  payload: EventCorrected,
  example: {
    subject: 'systems/seedance-2.0',
    time: '2026-03-02T09:00:00+08:00',
    data: {
      event: { source: 'urn:example:press', id: 'seedance-2.0-suspension' },
      time: '2026-02-09T00:00:00+08:00',
      reason: 'The operator announced it one day before the report.',
    },
  },
  evolve: {},
});

const eventRetracted = defineEvent({
  type: 'event.retracted',
  title: { en: 'Event retracted', zh: '事件撤回' },
  version: 1,
  payload: EventRetracted,
  example: {
    subject: 'systems/seedance-2.0',
    time: '2026-03-02T09:00:00+08:00',
    data: {
      event: { source: 'urn:example:press', id: 'seedance-2.0-suspension' },
      reason: 'The report was withdrawn by its publisher.',
    },
  },
  evolve: {},
});

export const EVENT_TYPES: readonly EventType[] = [eventCorrected, eventRetracted];
