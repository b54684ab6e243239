import { DEADLINE_KINDS, DEADLINE_STATUSES, readWithin, WITHIN_DEFAULT } from '#libs/compliance';
import type { DeadlineSelection, Within } from '#libs/compliance';
import { AS_OF } from '../lists/as-of.js';
import { FORMAT, PAGING } from '../lists/list-parameters.js';
import type { Asked, Parameter } from '../parameters/parameter.js';
import { choice, text } from '../parameters/parameter.js';

const within: Parameter<Within> = {
  description:
    'How far ahead, counted from `validAt`: days, weeks or months. What is past due is always there.',
  schema: { type: 'string', minLength: 2, maxLength: 5, default: '30d' },
  example: '2w',
  repeats: false,
  read: ([given]) => {
    const value = readWithin(given);
    return value === undefined ? { wrong: 'must be like 30d, 2w or 3m' } : { value };
  },
};

/** Which deadlines are asked for. */
export const DEADLINE_FILTERS = {
  company: text('Id of a company, e.g. `bytedance`.', 'bytedance'),
  within,
  kind: choice('Kind of deadline.', DEADLINE_KINDS),
  status: choice('Status of what is due.', DEADLINE_STATUSES),
};

export const DEADLINE_PARAMETERS = { ...DEADLINE_FILTERS, ...AS_OF, ...PAGING, ...FORMAT };

export function selectionOf(asked: Asked<typeof DEADLINE_FILTERS>): DeadlineSelection {
  const { company, kind, status, within: window = WITHIN_DEFAULT } = asked;
  return {
    within: window,
    ...(company === undefined ? {} : { company }),
    ...(kind === undefined ? {} : { kind }),
    ...(status === undefined ? {} : { status }),
  };
}
