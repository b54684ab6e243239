import type { DeclaredLabels } from '#libs/compliance';
import type { Statement } from '#libs/database';
import type { DatasetColumn } from '../datasets/dataset.js';
import { labelsOf } from '../datasets/labels.js';

/**
 * The chosen columns of a table in the order of the key, with the words for codes. Headers are
 * written in the datasets, never taken from a request; words are bound.
 */
export function tableStatement(
  { text, values: given }: Statement,
  columns: readonly DatasetColumn[],
  key: readonly string[],
  declared: DeclaredLabels,
): Statement {
  const values = [...given];
  const bind = (value: unknown): string => `$${values.push(value)}`;
  const chosen = columns.map(({ header, path, label, language }) => {
    if (label === undefined || language === undefined) return `"${header}"`;
    const words = [...labelsOf(label, declared)].map(([code, one]) => [code, one[language]]);
    return `${bind(Object.fromEntries(words))}::jsonb ->> "${path.join('_')}" as "${header}"`;
  });
  // Words are looked up once the rows are sorted, so that these are no longer than they must be.
  const statement = `select ${chosen.join(', ')} from (
select * from (
${text}
) as told order by ${orderOf(columns, key)}
) as sorted`;
  return { text: statement, values };
}

function orderOf(columns: readonly DatasetColumn[], key: readonly string[]): string {
  const terms = key.map((header) => {
    const column = columns.find((one) => one.header === header);
    return `"${header}"${column?.datatype === 'integer' ? '' : ' collate "C"'}`;
  });
  return terms.join(', ');
}
