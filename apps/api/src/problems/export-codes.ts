import type { ProblemCode } from './problem-code.js';

/** Codes of exports and their runs. */
export const EXPORT_CODES = {
  'too-many-exports': {
    status: 409,
    title: 'There are as many exports as there may be',
    meaning: 'At most 1,000 exports stand at once. Delete one that nobody needs.',
  },
  'chain-passed': {
    status: 409,
    title: 'A later delta covers it',
    meaning:
      'Each delta begins where the one before ended, so none can be put between two that are on record. Ask for a later nominal time, or make a full export.',
  },
  'not-written': {
    status: 409,
    title: 'The run has no files yet',
    meaning:
      'The run is not written yet, or failed before it was. `GET /v1/export-runs/{id}` says.',
  },
  'files-expired': {
    status: 410,
    title: 'The files are kept no longer',
    meaning:
      'The retention of the export has ended for this run. `GET /v1/export-runs/{id}/reproduce` gives the same bytes of CSV from the ledger.',
  },
  'range-not-satisfiable': {
    status: 416,
    title: 'The file has no such bytes',
    meaning: 'The range begins beyond the end of the file; `Content-Range` gives its length.',
  },
  'invalid-export': {
    status: 422,
    title: 'The export cannot be made as it is asked for',
    meaning:
      'It names a dataset, filter, column, calendar or time zone that there is not, a schedule that is never due, or a target that may not be used. `errors` points at each of them.',
  },
  'not-past': {
    status: 422,
    title: 'The nominal time has not come',
    meaning: 'A run is as of its nominal time, so it can be asked for once that has passed.',
  },
} as const satisfies Readonly<Record<string, ProblemCode>>;
