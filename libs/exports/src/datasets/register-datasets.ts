import { REGISTER_VIEWS, registerNamed } from '#libs/compliance';
import type { RegisterName } from '#libs/compliance';
import { ENFORCEMENT_MEASURES } from '#libs/governance';
import {
  BOUND_WORDS,
  CHECK_WORDS,
  ENFORCEMENT_WORDS,
  FORCE_WORDS,
  GRADE_WORDS,
  REGISTRATION_WORDS,
  RULE_KIND_WORDS,
  SERVICE_FILING_WORDS,
  SUSPENDER_WORDS,
} from './code-words.js';
import { columnsFrom } from './columns-from.js';
import type { Dataset } from './dataset.js';
import { filtersOf } from './filters.js';
import type { LabelSource } from './labels.js';

/** The column that names a row where its fields alone do not. */
const ENTRY = 'entry';

interface RegisterOptions {
  readonly labels: Readonly<Record<string, LabelSource>>;
  readonly mayBeEmpty?: readonly string[];
}

export const ALGORITHM_REGISTRATIONS = register('algorithm-registrations', 'id', {
  labels: {
    category: { termsOf: 'algorithm-category' },
    role: { termsOf: 'role' },
    status: { words: REGISTRATION_WORDS },
  },
});

export const FEATURE_SUSPENSIONS = register('feature-suspensions', ENTRY, {
  labels: { by: { words: SUSPENDER_WORDS } },
});

const MEASURE_WORDS = Object.fromEntries(
  ENFORCEMENT_MEASURES.map(({ name, label }) => [name, label]),
);

export const ENFORCEMENT = register('enforcement', ENTRY, {
  labels: { kind: { words: ENFORCEMENT_WORDS }, measures: { words: MEASURE_WORDS } },
});

export const INCIDENTS = register('incidents', ENTRY, {
  labels: { kind: { termsOf: 'incident' } },
});

export const SERVICE_FILINGS = register('service-filings', ENTRY, {
  labels: { kind: { words: SERVICE_FILING_WORDS } },
});

export const OBLIGATIONS = register('obligations', 'id', {
  labels: {
    kind: { words: RULE_KIND_WORDS },
    binds: { words: BOUND_WORDS },
    force: { words: FORCE_WORDS },
    grade: { words: GRADE_WORDS },
  },
  mayBeEmpty: ['jurisdiction'],
});

export const SOURCES = register('sources', 'id', {
  labels: { lastOutcome: { words: CHECK_WORDS } },
});

/** The rows of a register as its list has them, in the order of the register's own keys. */
function register<const Name extends RegisterName>(
  name: Name,
  key: 'id' | typeof ENTRY,
  { labels, mayBeEmpty = [] }: RegisterOptions,
): Dataset<Name> {
  const { row, title, ...declared } = registerNamed(name);
  const first = key === ENTRY ? [{ header: ENTRY, isRequired: true }] : [];
  return {
    name,
    version: 1,
    title,
    columns: columnsFrom(row, { first, labels, mayBeEmpty }),
    key: [key],
    filters: filtersOf({ row, title, ...declared }),
    views: REGISTER_VIEWS,
    source: {
      rows: async function* ({ asOf, filters, signal }, { registers }) {
        const known = { validAt: asOf.validAt, knownAt: asOf.position };
        for await (const one of registers.keyed(name, known, filters, signal)) {
          yield key === ENTRY ? { ...one.row, [ENTRY]: one.key } : one.row;
        }
      },
    },
  };
}
