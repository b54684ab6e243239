import type { Localized } from '#libs/governance';
import { columnsOf } from '../csv/columns.js';
import type { ClassColumn, Datatype } from '../csv/columns.js';
import { EXPORT_LANGUAGES } from './dataset.js';
import type { DatasetColumn, ExportLanguage } from './dataset.js';
import type { LabelSource } from './labels.js';
import { titleOf } from './titles.js';

interface FurtherColumn {
  readonly header: string;
  readonly datatype?: Datatype;
  readonly isRequired?: boolean;
}

interface ColumnOptions {
  /** Fields of the class that no column is made of. */
  readonly without?: readonly string[];
  /** Columns that may be empty though the class always has a text there. */
  readonly mayBeEmpty?: readonly string[];
  /** Columns before those of the class. */
  readonly first?: readonly FurtherColumn[];
  /** Columns after those of the class. */
  readonly further?: readonly FurtherColumn[];
  /** Columns of codes, each with the words for them in two columns at the end. */
  readonly labels?: Readonly<Record<string, LabelSource>>;
}

/** The columns of a dataset: those of its row class, whatever is added, and labels at the end. */
export function columnsFrom(
  row: abstract new (...parameters: never[]) => object,
  options: ColumnOptions = {},
): readonly DatasetColumn[] {
  const { without = [], mayBeEmpty = [], first = [], further = [], labels = {} } = options;
  const own = columnsOf(row)
    .filter(({ path: [field = ''] }) => !without.includes(field))
    .map((column) => (mayBeEmpty.includes(column.header) ? optional(column) : column));
  const plain = [...first.map(furtherColumn), ...own, ...further.map(furtherColumn)];
  return [
    ...plain.map(described),
    ...Object.entries(labels).flatMap(([code, source]) => labelColumns(plain, code, source)),
  ];
}

function optional(column: ClassColumn): ClassColumn {
  return { ...column, isRequired: false };
}

function furtherColumn({ header, datatype = 'string', isRequired = false }: FurtherColumn) {
  return { header, path: [header], datatype, isRequired };
}

function described(column: ClassColumn): DatasetColumn {
  const [, base, suffix] = /^(.+)_(en|zh)$/.exec(column.header) ?? [];
  const language = EXPORT_LANGUAGES.find((one) => one === suffix);
  if (base === undefined || language === undefined) {
    return { ...column, title: titleOf(column.header) };
  }
  return { ...column, title: inLanguage(titleOf(base), language), language };
}

function labelColumns(columns: readonly ClassColumn[], code: string, label: LabelSource) {
  const coded = columns.find(({ header }) => header === code);
  if (coded === undefined) throw new Error(`There is no column ${code} to label.`);
  return EXPORT_LANGUAGES.map((language): DatasetColumn => {
    const title = inLanguage(titleOf(code), language);
    return { ...coded, header: `${code}_${language}`, isRequired: false, title, language, label };
  });
}

const LANGUAGE_NAMES: Readonly<Record<ExportLanguage, Localized>> = {
  en: { en: 'English', zh: '英文' },
  zh: { en: 'Chinese', zh: '中文' },
};

function inLanguage(title: Localized, language: ExportLanguage): Localized {
  const { en, zh } = LANGUAGE_NAMES[language];
  return { en: `${title.en} (${en})`, zh: `${title.zh}（${zh}）` };
}
