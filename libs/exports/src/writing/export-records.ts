import { declaredTerms } from '#libs/compliance';
import type { DeclaredLabels } from '#libs/compliance';
import { copyRows } from '#libs/database';
import { cellOf } from '../csv/cell.js';
import { valueAt } from '../csv/value-at.js';
import type { DatasetColumn, DatasetSources, ExportMoment } from '../datasets/dataset.js';
import { labelsOf } from '../datasets/labels.js';
import { difference } from '../records/difference.js';
import type { KeyCell } from '../records/difference.js';
import { recordsOfRows } from '../records/records-of-rows.js';
import type { CheckedQuestion } from './export-question.js';
import { tableStatement } from './table-statement.js';

/**
 * The records of an export as CSV without header, LF after each, exact values, in the order of the
 * key: all rows, or what changed since the export before.
 */
export function exportRecords(
  question: CheckedQuestion,
  sources: DatasetSources,
  signal?: AbortSignal,
): AsyncIterable<Buffer> {
  const at = (asOf: ExportMoment) => recordsAt(question, asOf, sources, signal);
  if (question.previous === undefined) return at(question.asOf);
  return difference(at(question.previous), at(question.asOf), keyCells(question));
}

function keyCells({ dataset, columns }: CheckedQuestion): readonly KeyCell[] {
  return dataset.key.map((header) => {
    const index = columns.findIndex((column) => column.header === header);
    return { index, isNumber: columns[index]?.datatype === 'integer' };
  });
}

async function* recordsAt(
  { dataset, filters, columns }: CheckedQuestion,
  asOf: ExportMoment,
  sources: DatasetSources,
  signal: AbortSignal | undefined,
): AsyncGenerator<Buffer, void, undefined> {
  const asked = { asOf, filters, ...(signal && { signal }) };
  const { source, key } = dataset;
  const { pool } = sources;
  const declared = await declaredTerms(pool, { validAt: asOf.validAt, knownAt: asOf.position });
  if ('table' in source) {
    const table = await source.table(asked, sources);
    yield* copyRows(pool, tableStatement(table, columns, key, declared), signal);
    return;
  }
  const readers = columns.map((column) => readerOf(column, declared));
  yield* recordsOfRows(cellsOfRows(source.rows(asked, sources), readers, signal));
}

async function* cellsOfRows(
  rows: AsyncIterable<object>,
  readers: readonly CellReader[],
  signal: AbortSignal | undefined,
): AsyncGenerator<readonly string[], void, undefined> {
  for await (const row of rows) {
    signal?.throwIfAborted();
    yield readers.map((read) => read(row));
  }
}

type CellReader = (row: object) => string;

function readerOf(column: DatasetColumn, declared: DeclaredLabels): CellReader {
  const { header, path, label, language } = column;
  if (label === undefined || language === undefined) {
    return (row) => cellOf(valueAt(row, path), header, 'data');
  }
  const labels = labelsOf(label, declared);
  const worded = (code: unknown): string => labels.get(String(code))?.[language] ?? '';
  return (row) => {
    const codes = valueAt(row, path);
    return Array.isArray(codes) ? cellOf(codes.map(worded), header, 'data') : worded(codes);
  };
}
