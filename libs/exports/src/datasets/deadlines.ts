import {
  DEADLINE_KINDS,
  DEADLINE_STATUSES,
  DeadlineRow,
  readWithin,
  STATUS_VIEWS,
  WITHIN_PATTERN,
} from '#libs/compliance';
import type { Deadline, DeadlineSelection, Within } from '#libs/compliance';
import { DEADLINE_KIND_WORDS, DEADLINE_STATUS_WORDS } from './code-words.js';
import { columnsFrom } from './columns-from.js';
import { defineDataset } from './dataset.js';
import type { DatasetFilter, FilterValues } from './dataset.js';
import { COMPANIES_FILTER, one } from './filters.js';
import { onlyOf } from './only-of.js';

/** Further ahead than any deadline. */
const WITHOUT_END: Within = { count: 9_999, unit: 'm' };

const WITHIN: DatasetFilter = {
  description: 'How far ahead, e.g. `30d`, `6w` or `12m`; by default without end.',
  repeats: false,
  wrong: (value) => (WITHIN_PATTERN.test(value) ? undefined : 'a term such as 30d, 6w or 12m'),
};

/** What is due and what is past due, by day. */
export const DEADLINES = defineDataset({
  name: 'deadlines',
  version: 1,
  title: { en: 'Deadlines', zh: '期限' },
  columns: columnsFrom(DeadlineRow, {
    // Days left change with every day, which would make every deadline a change of each delta.
    without: ['daysLeft'],
    further: [{ header: 'entry', isRequired: true }],
    labels: { kind: { words: DEADLINE_KIND_WORDS }, status: { words: DEADLINE_STATUS_WORDS } },
  }),
  key: ['dueOn', 'subject', 'entry', 'kind'],
  filters: {
    company: COMPANIES_FILTER,
    kind: one('Kind of deadline.', DEADLINE_KINDS),
    status: one('What it is.', DEADLINE_STATUSES),
    within: WITHIN,
  },
  views: STATUS_VIEWS,
  source: {
    rows: ({ asOf, filters }, { deadlines }) => {
      const known = { validAt: asOf.validAt, knownAt: asOf.position };
      return onlyOf(filters['company'], (company) =>
        entries(deadlines.stream(known, selectionOf(filters, company))),
      );
    },
  },
});

function selectionOf(filters: FilterValues, company: string | undefined): DeadlineSelection {
  const kind = DEADLINE_KINDS.find((known) => known === filters['kind']?.[0]);
  const status = DEADLINE_STATUSES.find((known) => known === filters['status']?.[0]);
  const within = readWithin(filters['within']?.[0] ?? '') ?? WITHOUT_END;
  return {
    within,
    ...(company === undefined ? {} : { company }),
    ...(kind && { kind }),
    ...(status && { status }),
  };
}

/** What is due, of those of one day, kind and subject: an obligation, a case, a waiver. */
async function* entries(deadlines: AsyncIterable<Deadline>) {
  for await (const { row, place } of deadlines) yield { ...row, entry: place.thing };
}
