import { STATUS_VIEWS, WatermarkingRow } from '#libs/compliance';
import { STATUS_WORDS } from './code-words.js';
import { columnsFrom } from './columns-from.js';
import { defineDataset } from './dataset.js';
import { COMPANIES_FILTER } from './filters.js';
import { onlyOf } from './only-of.js';

/** The watermarks (labels) of each system: those that it must have, and those on record. */
export const WATERMARKING = defineDataset({
  name: 'watermarking',
  version: 1,
  title: { en: 'Watermarks (labels)', zh: '标识（水印）' },
  columns: columnsFrom(WatermarkingRow, { labels: { status: { words: STATUS_WORDS } } }),
  key: ['system'],
  filters: { company: COMPANIES_FILTER },
  views: STATUS_VIEWS,
  source: {
    rows: ({ asOf, filters: { company } }, { watermarking }) => {
      const known = { validAt: asOf.validAt, knownAt: asOf.position };
      return onlyOf(company, (one) => watermarking.stream(known, one));
    },
  },
});
