import type { CsvProfile } from '../csv/cell.js';
import type { Datatype } from '../csv/columns.js';
import type { DatasetColumn } from '../datasets/dataset.js';
import { titleOf } from '../datasets/titles.js';
import { OPERATIONS } from '../records/difference.js';
import type { CheckedQuestion } from './export-question.js';

const DATATYPES: Readonly<Record<Datatype, string>> = {
  string: 'string',
  integer: 'integer',
  boolean: 'boolean',
  date: 'date',
  dateTime: 'dateTimeStamp',
  json: 'json',
};

const OPERATION: DatasetColumn = {
  header: 'op',
  path: [],
  datatype: 'string',
  isRequired: true,
  title: titleOf('op'),
};

/** The columns of the file: a delta has what is to be done before all others. */
export function writtenColumns({ columns, mode }: CheckedQuestion): readonly DatasetColumn[] {
  return mode === 'delta' ? [OPERATION, ...columns] : columns;
}

/** What W3C CSVW (Metadata Vocabulary for Tabular Data) says of the file. */
export function csvwOf(file: string, question: CheckedQuestion): object {
  const { dataset, mode, profile } = question;
  return {
    '@context': ['http://www.w3.org/ns/csvw', { '@language': 'en' }],
    url: file,
    'dc:title': [
      { '@value': dataset.title.en, '@language': 'en' },
      { '@value': dataset.title.zh, '@language': 'zh' },
    ],
    dialect: DIALECT,
    tableSchema: {
      columns: writtenColumns(question).map((column) => {
        const isKey = dataset.key.includes(column.header);
        return columnOf(column, profile, isKey || (mode === 'full' && column.isRequired));
      }),
      primaryKey: dataset.key,
    },
  };
}

const DIALECT = {
  encoding: 'utf-8',
  header: true,
  headerRowCount: 1,
  delimiter: ',',
  quoteChar: '"',
  doubleQuote: true,
  lineTerminators: ['\r\n'],
  trim: false,
};

function columnOf(column: DatasetColumn, profile: CsvProfile, required: boolean): object {
  const { header: name, title, datatype, language } = column;
  return {
    name,
    titles: { en: name === title.en ? [name] : [name, title.en], zh: [title.zh] },
    datatype: column === OPERATION ? OPERATION_TYPE : DATATYPES[datatype],
    required: required || column === OPERATION,
    ...(language && { lang: language }),
    ...(profile === 'excel' && datatype === 'string' && { 'dc:description': GUARDED }),
  };
}

const OPERATION_TYPE = { base: 'string', format: OPERATIONS.join('|') };

const GUARDED =
  "A leading ' keeps a spreadsheet from running a text as a formula or rounding a long number.";
