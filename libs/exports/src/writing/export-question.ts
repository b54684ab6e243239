import { isTimestamp } from '#libs/governance';
import type { CsvProfile } from '../csv/cell.js';
import type {
  Dataset,
  DatasetColumn,
  DatasetFilter,
  ExportLanguage,
  ExportMoment,
  FilterValues,
} from '../datasets/dataset.js';
import { datasetNamed, DATASETS } from '../datasets/list.js';
import type { DatasetName } from '../datasets/list.js';
import { InvalidExport } from './errors.js';

export const EXPORT_MODES = ['full', 'delta'] as const;
export type ExportMode = (typeof EXPORT_MODES)[number];

/** What is exported, whenever it is. */
export interface ExportDefinition {
  readonly dataset: string;
  /** One value or several of which any may hold, by the names of the dataset's filters. */
  readonly filters?: Readonly<Record<string, string | readonly string[]>>;
  readonly profile: CsvProfile;
  readonly mode: ExportMode;
  /** Headers; those of the key are always written. By default all. */
  readonly columns?: readonly string[];
  /** Only labels and names of this language, besides the codes. By default all. */
  readonly language?: ExportLanguage;
}

/** The export that a delta begins from. */
export interface PreviousExport extends ExportMoment {
  /** Of its manifest, in hexadecimal. */
  readonly manifestSha256?: string;
}

/** Everything that decides the bytes of the file. */
export interface ExportQuestion extends ExportDefinition {
  readonly asOf: ExportMoment;
  /** Needed for a delta. */
  readonly previous?: PreviousExport;
}

export interface CheckedDefinition {
  readonly dataset: Dataset<DatasetName>;
  readonly filters: FilterValues;
  /** In the order of the file. */
  readonly columns: readonly DatasetColumn[];
  readonly profile: CsvProfile;
  readonly mode: ExportMode;
}

export interface CheckedQuestion extends CheckedDefinition {
  readonly asOf: ExportMoment;
  readonly previous?: PreviousExport;
}

/** @throws InvalidExport */
export function checkDefinition(definition: ExportDefinition): CheckedDefinition {
  const { profile, mode } = definition;
  const dataset = datasetNamed(definition.dataset);
  if (dataset === undefined) {
    const names = DATASETS.map(({ name }) => name);
    throw new InvalidExport('unknown-dataset', `There is no dataset ${definition.dataset}.`, names);
  }
  const filters = checkFilters(dataset, definition.filters ?? {});
  return { dataset, filters, columns: chosenColumns(dataset, definition), profile, mode };
}

/** @throws InvalidExport */
export function checkQuestion(question: ExportQuestion): CheckedQuestion {
  const definition = checkDefinition(question);
  const asOf = checkMoment(question.asOf);
  if (definition.mode === 'full') return { ...definition, asOf };
  if (question.previous === undefined) {
    throw new InvalidExport('missing-previous', 'A delta begins from an earlier export.');
  }
  const { manifestSha256 } = question.previous;
  const previous = { ...checkMoment(question.previous), ...(manifestSha256 && { manifestSha256 }) };
  return { ...definition, asOf, previous };
}

function checkFilters(
  dataset: Dataset,
  given: NonNullable<ExportDefinition['filters']>,
): FilterValues {
  const checked = Object.entries(given).map(([name, value]) => {
    const filter = Object.hasOwn(dataset.filters, name) ? dataset.filters[name] : undefined;
    if (filter === undefined) {
      const message = `The dataset ${dataset.name} has no filter ${name}.`;
      throw new InvalidExport('unknown-filter', message, Object.keys(dataset.filters));
    }
    const values = typeof value === 'string' ? [value] : [...value];
    checkValues(name, filter, values);
    return [name, values] as const;
  });
  return Object.fromEntries(checked);
}

function checkValues(name: string, filter: DatasetFilter, values: readonly string[]): void {
  const refuse = (message: string, choices: readonly string[] = []): never => {
    throw new InvalidExport('invalid-filter', message, choices);
  };
  if (values.length === 0) refuse(`The filter ${name} has no value.`);
  if (values.length > 1 && !filter.repeats) refuse(`The filter ${name} takes one value.`);
  for (const value of values) {
    if (value === '' || value.includes('\0')) refuse(`The filter ${name} takes a text.`);
    const { choices, wrong } = filter;
    if (choices?.includes(value) === false) {
      refuse(`The filter ${name} does not take ${value}.`, choices);
    }
    const wanted = wrong?.(value);
    if (wanted !== undefined) refuse(`The filter ${name} takes ${wanted}, not ${value}.`);
  }
}

function chosenColumns(
  { name, columns, key }: Dataset,
  { columns: wanted, language }: ExportDefinition,
): readonly DatasetColumn[] {
  const headers = columns.map(({ header }) => header);
  const unknown = wanted?.find((header) => !headers.includes(header));
  if (unknown !== undefined) {
    const message = `The dataset ${name} has no column ${unknown}.`;
    throw new InvalidExport('unknown-column', message, headers);
  }
  return columns.filter(
    (column) =>
      key.includes(column.header) ||
      ((wanted?.includes(column.header) ?? true) &&
        (language === undefined || (column.language ?? language) === language)),
  );
}

function checkMoment({ validAt, position }: ExportMoment): ExportMoment {
  if (!isTimestamp(validAt)) {
    const message = `${validAt} is no RFC 3339 time with its offset.`;
    throw new InvalidExport('invalid-moment', message);
  }
  if (!Number.isSafeInteger(position) || position < 0) {
    throw new InvalidExport('invalid-moment', `${position} is no position of the ledger.`);
  }
  return { validAt: new Date(validAt).toISOString(), position };
}
