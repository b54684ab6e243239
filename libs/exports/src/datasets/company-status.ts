import { ROW_STATUSES, STATUS_VIEWS, StatusRow, statusTable } from '#libs/compliance';
import type { RowStatus, StatusSelection } from '#libs/compliance';
import { FORCE_WORDS, GRADE_WORDS, RULE_KIND_WORDS, STATUS_WORDS } from './code-words.js';
import { columnsFrom } from './columns-from.js';
import { defineDataset } from './dataset.js';
import type { FilterValues } from './dataset.js';
import { anyOf, COMPANIES_FILTER, one } from './filters.js';

/** What each duty of each company and system is: company x subject x obligation. */
export const COMPANY_STATUS = defineDataset({
  name: 'company-status',
  version: 1,
  title: { en: 'Compliance status', zh: '合规状态' },
  columns: columnsFrom(StatusRow, {
    // Days late change with every day, which would make every late duty a change of each delta.
    without: ['daysLate', 'needs', 'because'],
    mayBeEmpty: ['instrument', 'jurisdiction', 'provision'],
    further: [
      { header: 'becausePositions', datatype: 'json', isRequired: true },
      { header: 'company_en' },
      { header: 'company_zh' },
      { header: 'system_en' },
      { header: 'system_zh' },
    ],
    labels: {
      status: { words: STATUS_WORDS },
      kind: { words: RULE_KIND_WORDS },
      force: { words: FORCE_WORDS },
      grade: { words: GRADE_WORDS },
    },
  }),
  key: ['company', 'subject', 'obligation'],
  // Not by owner: a definition must not name a person, for it stands as long as its runs.
  filters: {
    company: COMPANIES_FILTER,
    system: anyOf('Id of a system; may repeat.'),
    obligation: anyOf('Id of an obligation; may repeat.'),
    instrument: one('Id of the instrument that the obligation stands in.'),
    jurisdiction: one('Where the obligation applies.'),
    status: anyOf('What the duty is; may repeat.', ROW_STATUSES),
  },
  views: STATUS_VIEWS,
  source: {
    table: ({ asOf, filters }) =>
      statusTable({ validAt: asOf.validAt, knownAt: asOf.position }, selectionOf(filters)),
  },
});

function selectionOf(filters: FilterValues): StatusSelection {
  const { company, system, obligation, status } = filters;
  const [instrument] = filters['instrument'] ?? [];
  const [jurisdiction] = filters['jurisdiction'] ?? [];
  return {
    ...(company && { companies: company }),
    ...(system && { systems: system }),
    ...(obligation && { obligations: obligation }),
    ...(status && { statuses: status as readonly RowStatus[] }),
    ...(instrument !== undefined && { instrument }),
    ...(jurisdiction !== undefined && { jurisdiction }),
  };
}
