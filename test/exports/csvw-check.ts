import { isDay, isTimestamp } from '#libs/governance';

interface DescribedColumn {
  readonly name: string;
  readonly titles: Readonly<Record<string, readonly string[]>>;
  readonly datatype: string | { readonly base: string; readonly format: string };
  readonly required?: boolean;
}

/** The parts of a CSVW description that say what may stand in a file. */
export interface Description {
  readonly '@context': readonly [string, object];
  readonly url: string;
  readonly dialect: { readonly lineTerminators: readonly string[]; readonly delimiter: string };
  readonly tableSchema: {
    readonly columns: readonly DescribedColumn[];
    readonly primaryKey: readonly string[];
  };
}

/**
 * What is wrong with a table by the rules of W3C CSVW (Metadata Vocabulary and Tabular Data Model):
 * headers among the titles, datatypes, required cells, a key that names each row once.
 */
export function wrongBy(
  { tableSchema: { columns, primaryKey } }: Description,
  [headers = [], ...rows]: readonly (readonly string[])[],
): readonly string[] {
  const names = columns.map(({ name }) => name);
  return [
    ...(headers.length === columns.length ? [] : [`${headers.length} headers`]),
    ...columns.flatMap((column, at) => wrongHeader(column, headers[at] ?? '')),
    ...(new Set(names).size === names.length ? [] : ['a name stands twice']),
    ...rows.flatMap((row, line) =>
      columns.flatMap((column, at) =>
        wrongCell(column, row[at]).map((wrong) => `row ${line + 1} ${column.name}: ${wrong}`),
      ),
    ),
    ...wrongKeys(primaryKey, names, rows),
  ];
}

function wrongHeader({ name, titles }: DescribedColumn, header: string): readonly string[] {
  if (!/^[A-Za-z0-9][A-Za-z0-9_]*$/.test(name)) return [`${name} is no name`];
  return Object.values(titles).flat().includes(header) ? [] : [`${header} is no title of ${name}`];
}

function wrongCell({ datatype, required }: DescribedColumn, cell: string | undefined) {
  if (cell === undefined) return ['is not there'];
  if (cell === '') return required ? ['is required'] : [];
  const base = typeof datatype === 'string' ? datatype : datatype.base;
  const isRight = CHECKS[base]?.(cell) ?? false;
  const hasFormat =
    typeof datatype === 'string' || new RegExp(`^(?:${datatype.format})$`).test(cell);
  return isRight && hasFormat ? [] : [`${cell} is no ${base}`];
}

const CHECKS: Readonly<Record<string, (cell: string) => boolean>> = {
  string: () => true,
  integer: (cell) => /^[+-]?\d+$/.test(cell),
  boolean: (cell) => ['true', 'false', '1', '0'].includes(cell),
  date: isDay,
  dateTimeStamp: isTimestamp,
  json: (cell) => {
    try {
      JSON.parse(cell);
      return true;
    } catch {
      return false;
    }
  },
};

function wrongKeys(
  primaryKey: readonly string[],
  names: readonly string[],
  rows: readonly (readonly string[])[],
): readonly string[] {
  const places = primaryKey.map((name) => names.indexOf(name));
  if (places.length === 0 || places.includes(-1)) return ['the key names no columns'];
  const keys = rows.map((row) => JSON.stringify(places.map((at) => row[at])));
  return new Set(keys).size === keys.length ? [] : ['the key names a row twice'];
}
