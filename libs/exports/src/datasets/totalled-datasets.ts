import { CompanyInList, registerNamed, STATUS_VIEWS, SystemInList } from '#libs/compliance';
import type { TotalledName } from '#libs/compliance';
import { columnsFrom } from './columns-from.js';
import type { Dataset, DatasetColumn } from './dataset.js';
import { filtersOf } from './filters.js';

export const COMPANIES = totalled('companies', columnsFrom(CompanyInList));

export const SYSTEMS = totalled(
  'systems',
  columnsFrom(SystemInList, {
    mayBeEmpty: ['kind'],
    labels: { capabilities: { termsOf: 'capability' }, roles: { termsOf: 'role' } },
  }),
);

/** Those who have duties, with what their duties come to. */
function totalled<const Name extends TotalledName>(
  name: Name,
  columns: readonly DatasetColumn[],
): Dataset<Name> {
  const register = registerNamed(name);
  return {
    name,
    version: 1,
    title: register.title,
    columns,
    key: ['id'],
    filters: filtersOf(register),
    views: STATUS_VIEWS,
    source: {
      rows: ({ asOf, filters, signal }, { lists }) =>
        lists.keyed(name, { validAt: asOf.validAt, knownAt: asOf.position }, filters, signal),
    },
  };
}
