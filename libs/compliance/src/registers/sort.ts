/** An order of rows: an SQL expression over `row` that is never null, and its type. */
export interface Sort {
  readonly expression: string;
  readonly type: 'text' | 'timestamptz';
}

export function byText(...path: readonly [string, ...string[]]): Sort {
  return { expression: `coalesce(${textAt(path)}, '') collate "C"`, type: 'text' };
}

export function byInstant(field: string): Sort {
  const instant = `(${textAt([field])})::timestamptz`;
  return { expression: `coalesce(${instant}, '-infinity'::timestamptz)`, type: 'timestamptz' };
}

/** Paths are written in the registers' own files, never taken from a request. */
function textAt(path: readonly string[]): string {
  return `row #>> '{${path.join(',')}}'`;
}
