import { defineEvent } from '../catalogue/event-type.js';
import type { EventType } from '../catalogue/event-type.js';
import { describe } from '../fields/describe.js';
import { OneOf } from '../fields/fields.js';
import { Payload } from '../payload/payload.js';
import { occurrenceOf } from '../states/occurrence.js';
import { SOURCE_OUTCOMES } from '../states/source-state.js';
import type { SourceOutcome } from '../states/source-state.js';

export class SourceChecked extends Payload {
  @describe('What looking at the source showed.')
  @OneOf(SOURCE_OUTCOMES)
  readonly outcome!: SourceOutcome;
}

const sourceChecked = defineEvent<SourceChecked>({
  type: 'source.checked',
  title: { en: 'Source checked', zh: '来源核查' },
  version: 1,
  payload: SourceChecked,
  introduces: 'or-continues',
  example: {
    subject: 'sources/cac-filing-lists',
    time: '2026-03-12T10:00:00+08:00',
    data: { outcome: 'changed' },
  },
  evolve: {
    sources: (state, event) => {
      const { outcome } = event.data;
      const at = occurrenceOf(event);
      const failed = outcome === 'failed';
      return {
        ...state,
        checks: state.checks + 1,
        failures: state.failures + (failed ? 1 : 0),
        failuresInARow: failed ? state.failuresInARow + 1 : 0,
        lastChecked: { ...at, outcome },
        ...(outcome === 'changed' ? { lastChanged: at } : {}),
        ...(failed ? { lastFailed: at } : {}),
      };
    },
  },
});

export const EVENT_TYPES: readonly EventType[] = [sourceChecked];
