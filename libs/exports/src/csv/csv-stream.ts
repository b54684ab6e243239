import { stringify } from 'csv-stringify';
import { pipeline, Readable } from 'node:stream';
import type { CsvProfile } from './cell.js';
import { cellOf } from './cell.js';
import type { Column } from './columns.js';
import { valueAt } from './value-at.js';

/**
 * RFC 4180 with CRLF and one header line, UTF-8, in constant memory for any number of rows. An
 * error among the rows destroys the stream, so that a cut file never looks whole.
 */
export function csvStream(
  columns: readonly Column[],
  rows: AsyncIterable<object> | Iterable<object>,
  profile: CsvProfile,
): Readable {
  const writer = stringify({
    bom: profile === 'excel',
    header: true,
    columns: columns.map(({ header }) => header),
    record_delimiter: 'windows',
    quoted_match: /[\r\n]/,
  });
  const lines = Readable.from(cellsOf(columns, rows, profile));
  return pipeline(lines, writer, () => undefined);
}

async function* cellsOf(
  columns: readonly Column[],
  rows: AsyncIterable<object> | Iterable<object>,
  profile: CsvProfile,
): AsyncGenerator<string[]> {
  for await (const row of rows) {
    yield columns.map(({ header, path }) => cellOf(valueAt(row, path), header, profile));
  }
}
