import { CompanyInList, registerNamed, STATUS_VIEWS, SystemInList } from '#libs/compliance';
import type { RegisterRows, TotalledName } from '#libs/compliance';
import { columnsFrom } from './columns-from.js';
import type { Dataset, DatasetColumn, DatasetFilter } from './dataset.js';
import { COMPANIES_FILTER, filtersOf } from './filters.js';

/** A company is its own, so that one filter narrows every dataset that is about companies. */
export const COMPANIES = totalled('companies', columnsFrom(CompanyInList), {
  filters: { company: COMPANIES_FILTER },
  isOf: ({ id }, companies) => companies.includes(id),
});

export const SYSTEMS = totalled(
  'systems',
  columnsFrom(SystemInList, {
    mayBeEmpty: ['kind'],
    labels: { capabilities: { termsOf: 'capability' }, roles: { termsOf: 'role' } },
  }),
);

/** Filters that the register itself has not. */
interface Further<Name extends TotalledName> {
  readonly filters: Readonly<Record<'company', DatasetFilter>>;
  readonly isOf: (row: RegisterRows[Name], companies: readonly string[]) => boolean;
}

/** Those who have duties, with what their duties come to. */
function totalled<const Name extends TotalledName>(
  name: Name,
  columns: readonly DatasetColumn[],
  further?: Further<Name>,
): Dataset<Name> {
  const register = registerNamed(name);
  return {
    name,
    version: 1,
    title: register.title,
    columns,
    key: ['id'],
    filters: { ...filtersOf(register), ...further?.filters },
    views: STATUS_VIEWS,
    source: {
      rows: async function* ({ asOf, filters, signal }, { lists }) {
        const known = { validAt: asOf.validAt, knownAt: asOf.position };
        const { company, ...others } = filters;
        const own = further === undefined ? filters : others;
        for await (const row of lists.keyed(name, known, own, signal)) {
          if (company === undefined || (further?.isOf(row, company) ?? true)) yield row;
        }
      },
    },
  };
}
