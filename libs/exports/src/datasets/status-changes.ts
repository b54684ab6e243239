import { CAUSES, STATUS_VIEWS, StatusChangeRow } from '#libs/compliance';
import { CAUSE_WORDS, STATUS_WORDS } from './code-words.js';
import { columnsFrom } from './columns-from.js';
import { defineDataset } from './dataset.js';
import { COMPANIES_FILTER, one } from './filters.js';
import { onlyOf } from './only-of.js';

/** Every change of a status up to the moment of the export, with its cause, in record order. */
export const STATUS_CHANGES = defineDataset({
  name: 'status-changes',
  version: 1,
  title: { en: 'Changes of statuses', zh: '状态变更' },
  columns: columnsFrom(StatusChangeRow, {
    labels: {
      cause: { words: CAUSE_WORDS },
      before: { words: STATUS_WORDS },
      after: { words: STATUS_WORDS },
    },
  }),
  key: ['position', 'changedAt', 'subject', 'obligation'],
  filters: { company: COMPANIES_FILTER, cause: one('What made the change.', CAUSES) },
  views: STATUS_VIEWS,
  source: {
    rows: ({ asOf, filters }, { changes }) => {
      const { company, cause: wanted } = filters;
      const known = { validAt: asOf.validAt, knownAt: asOf.position };
      const cause = CAUSES.find((one) => one === wanted?.[0]);
      return onlyOf(company, (one) =>
        changes.stream(known, {
          ...(one !== undefined && { company: one }),
          ...(cause && { cause }),
        }),
      );
    },
  },
});
