import { LIST_LENGTH_MAX, NAME_LENGTH_MAX, TEXT_LENGTH_MAX } from '#libs/governance';
import type { Filing, ReportedRow } from './filing.js';

/**
 * A row that says more than its events have room for. It is seen before any of them is planned, so
 * that a row goes in whole or not at all.
 */
export function overlong(filing: Filing): ReportedRow | undefined {
  const { row, name, company, products, productList, remark } = filing;
  const { companyRenamed, algorithmRenamed } = remark;
  const found = [
    ...[name, algorithmRenamed?.from].map((text) => excess('算法名称', text, NAME_LENGTH_MAX)),
    ...[company, companyRenamed?.from].map((text) => excess('主体名称', text, NAME_LENGTH_MAX)),
    ...productList.map((product) => excess('应用产品', product.name, NAME_LENGTH_MAX)),
    excess('应用产品', products, TEXT_LENGTH_MAX),
    excess('备注', remark.text, TEXT_LENGTH_MAX),
    tooMany(productList.length),
  ].find((text) => text !== undefined);
  return found === undefined ? undefined : { row, code: 'too-long', text: found };
}

function excess(heading: string, text: string | undefined, lengthMax: number): string | undefined {
  if (text === undefined || text.length <= lengthMax) return undefined;
  return `${heading} has a text of ${text.length} characters; at most ${lengthMax} are taken.`;
}

function tooMany(products: number): string | undefined {
  if (products <= LIST_LENGTH_MAX) return undefined;
  return `应用产品 names ${products} products; at most ${LIST_LENGTH_MAX} are taken.`;
}
