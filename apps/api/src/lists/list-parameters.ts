import type { Filter, Register } from '#libs/compliance';
import { PAGE_SIZE_MAX } from '#libs/compliance';
import { CSV_PROFILES } from '#libs/exports';
import type { Parameter, Parameters } from '../parameters/parameter.js';
import { choice, integer, text } from '../parameters/parameter.js';
import { AS_OF } from './as-of.js';
import { CURSOR_LENGTH_MAX } from './cursor.js';

export const LIMIT_DEFAULT = 50;

/** The parameters that every list takes besides its own filters. */
export const PAGING = {
  limit: integer('How many items a page has at most.', {
    minimum: 1,
    maximum: PAGE_SIZE_MAX,
    fallback: LIMIT_DEFAULT,
  }),
  cursor: {
    ...text('`next` of the page before; it pins position, validAt, sort and filters.'),
    schema: { type: 'string', maxLength: CURSOR_LENGTH_MAX },
    read: ([given]: readonly [string, ...string[]]) => ({ value: given }),
  } satisfies Parameter<string>,
};

export const FORMAT = {
  format: choice('`csv` gives the whole list as CSV, as `Accept: text/csv` does.', ['json', 'csv']),
  profile: choice(
    'Of CSV: `data` has exact values, `excel` is safe to open in a spreadsheet.',
    CSV_PROFILES,
    'data',
  ),
};

export function listParameters(register: Register) {
  return {
    ...filterParameters(register),
    sort: choice('The order of the items; a leading - reverses it.', sortsOf(register)),
    ...AS_OF,
    ...PAGING,
    ...FORMAT,
  };
}

export function filterParameters(register: Register): Parameters {
  const filters = Object.entries(register.filters);
  return Object.fromEntries(filters.map(([name, filter]) => [name, filterParameter(filter)]));
}

function sortsOf(register: Register): readonly string[] {
  return Object.keys(register.sorts).flatMap((sort) => [sort, `-${sort}`]);
}

/** The registers take the text of a filter as it was given. */
function filterParameter({ description, type, choices = [] }: Filter): Parameter<string> {
  if (type === 'choice') return choice(description, choices);
  if (type === 'text') return text(description);
  return { ...choice(description, ['true', 'false']), schema: { type: 'boolean' } };
}
