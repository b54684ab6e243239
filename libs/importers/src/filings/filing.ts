import { VOCABULARY } from '#libs/governance';
import { parseFilingNumber } from './filing-number.js';
import type { FilingNumber } from './filing-number.js';
import type { WrittenFiling } from './filing-list.js';
import { overlong } from './overlong.js';
import { parseProducts } from './products.js';
import type { Product } from './products.js';
import { parseRemark } from './remark.js';
import type { Remark } from './remark.js';
import { comparable } from './written-text.js';

/** A row of a list that can be taken. */
export interface Filing {
  readonly row: number;
  readonly number: FilingNumber;
  readonly name: string;
  /** Words of the vocabulary. */
  readonly category?: string;
  readonly role?: string;
  readonly company: string;
  /** 应用产品 as written; empty where it names none. */
  readonly products: string;
  readonly productList: readonly Product[];
  readonly remark: Remark;
}

/** A row that was not taken, for the person who has to look at it. */
export interface ReportedRow {
  /**
   * Records of a list are counted from 1 without header rows, lines of a text file from 1, rows of
   * a table of events as a spreadsheet counts them.
   */
  readonly row: number;
  /** Public API: the row's own fault, or the code with which an event was refused. */
  readonly code: string;
  readonly text: string;
}

/** Judges one row on its own. Nothing is repaired: a doubtful row is reported. */
export function judgeFiling(written: WrittenFiling): Filing | ReportedRow {
  const { row, name, company, cells } = written;
  if (cells) {
    const text = `The row has ${cells.found} cells, the header has ${cells.expected}.`;
    return { row, code: 'column-count', text };
  }
  if (written.number === '') return missing(row, 'number', '备案编号');
  const number = parseFilingNumber(written.number);
  if ('problem' in number) return { row, code: 'malformed-number', text: `${number.problem}.` };
  if (name === '') return missing(row, 'name', '算法名称');
  if (company === '') return missing(row, 'company', '主体名称');
  const category = wordFor('algorithm-category', written.category);
  if (category === undefined) return unknown(row, 'category', written.category);
  const role = wordFor('role', written.role);
  if (role === undefined) return unknown(row, 'role', written.role);
  const filing = {
    row,
    number,
    name,
    company,
    ...(category && { category }),
    ...(role && { role }),
    ...details(written),
  };
  return overlong(filing) ?? filing;
}

/** The word whose Chinese label it is; empty for a blank cell, nothing where there is none. */
function wordFor(kind: 'algorithm-category' | 'role', label: string): string | undefined {
  if (label === '') return '';
  const terms = [...VOCABULARY[kind].values()];
  return terms.find((term) => comparable(term.label.zh) === comparable(label))?.name;
}

function unknown(row: number, field: string, label: string): ReportedRow {
  return { row, code: `unknown-${field}`, text: `"${label}" is no ${field} that Edict knows.` };
}

export function isReported(judged: Filing | ReportedRow): judged is ReportedRow {
  return 'code' in judged;
}

function missing(row: number, field: string, heading: string): ReportedRow {
  return { row, code: `missing-${field}`, text: `The row has no ${heading}.` };
}

function details(written: WrittenFiling): Pick<Filing, 'products' | 'productList' | 'remark'> {
  const productList = parseProducts(written.products);
  return {
    products: productList.length === 0 ? '' : written.products,
    productList,
    remark: parseRemark(written.remark),
  };
}
