import type { MomentSql } from './filter.js';

/** An order of rows: an SQL expression over `row` that is never null, and its type. */
export interface Sort {
  readonly expression: string;
  readonly type: 'text' | 'timestamptz' | 'bigint';
  /** A join that the expression reads, by names that no register row has. */
  readonly join?: (moment: MomentSql) => string;
}

/** By the first of these fields that a row has; `name.en` is the field `en` of `name`. */
export function byText(...fields: readonly string[]): Sort {
  const texts = fields.map((field) => `lower(${textAt(field)})`);
  return { expression: `coalesce(${[...texts, "''"].join(', ')}) collate "C"`, type: 'text' };
}

export function byInstant(field: string): Sort {
  const instant = `(${textAt(field)})::timestamptz`;
  return { expression: `coalesce(${instant}, '-infinity'::timestamptz)`, type: 'timestamptz' };
}

/** Fields are written in the registers' own files, never taken from a request. */
function textAt(field: string): string {
  return `"row" #>> '{${field.replaceAll('.', ',')}}'`;
}
