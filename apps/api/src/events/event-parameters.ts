import { integer, listOf, text } from '../parameters/parameter.js';
import type { Asked } from '../parameters/parameter.js';
import { timeBound } from '../parameters/time-bound.js';
import { FORMAT, PAGING } from '../lists/list-parameters.js';

export const EVENT_FILTERS = {
  after: integer('Positions greater than this.', { minimum: 0 }),
  before: integer('Positions less than this.', { minimum: 1 }),
  type: listOf(text('An event type, or a family such as `feature.*`.', 'feature.suspended')),
  subject: listOf(text('A stream, `<collection>/<id>`.', 'systems/seedance-2.0')),
  company: text(
    'Bare id of a company: its own stream, its systems and its algorithms.',
    'bytedance',
  ),
  from: timeBound('Valid time at or after this; a date from its start.', '2026-02-01'),
  to: timeBound('Valid time before this; a date with its whole day.', '2026-02-28'),
};

export const EVENT_PARAMETERS = { ...EVENT_FILTERS, ...PAGING, ...FORMAT };
export type EventsAsked = Asked<typeof EVENT_PARAMETERS>;
