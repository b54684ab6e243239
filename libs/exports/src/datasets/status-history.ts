import { SegmentRow, segmentTable, STATUS_VIEWS } from '#libs/compliance';
import { FORCE_WORDS, GRADE_WORDS, STATUS_WORDS } from './code-words.js';
import { columnsFrom } from './columns-from.js';
import { defineDataset } from './dataset.js';
import { anyOf, COMPANIES_FILTER, startOf, timeBound } from './filters.js';

/** What each duty was, segment by segment, up to the moment of the export. */
export const STATUS_HISTORY = defineDataset({
  name: 'status-history',
  version: 1,
  title: { en: 'Status history', zh: '状态历史' },
  columns: columnsFrom(SegmentRow, {
    without: ['because'],
    mayBeEmpty: ['instrument'],
    further: [{ header: 'becausePositions', datatype: 'json', isRequired: true }],
    labels: {
      status: { words: STATUS_WORDS },
      force: { words: FORCE_WORDS },
      grade: { words: GRADE_WORDS },
    },
  }),
  key: ['company', 'obligation', 'subject', 'from'],
  filters: {
    company: COMPANIES_FILTER,
    subject: anyOf('`<collection>/<id>` of a company or system; may repeat.'),
    obligation: anyOf('Id of an obligation; may repeat.'),
    from: timeBound('Beginning of the period; a date from its start.'),
  },
  views: STATUS_VIEWS,
  source: {
    table: ({ asOf, filters }, { timeZone }) => {
      const { company, subject, obligation, from: [from] = [] } = filters;
      return segmentTable(
        { validAt: asOf.validAt, knownAt: asOf.position },
        {
          ...(company && { companies: company }),
          ...(subject && { subjects: subject }),
          ...(obligation && { obligations: obligation }),
          ...(from !== undefined && { from: startOf(from, timeZone) }),
        },
      );
    },
  },
});
