/** A body as specs read it: what they compute with is typed, the rest is only compared. */
export interface Body {
  readonly [field: string]: unknown;
  readonly items: readonly Body[];
  readonly next?: string;
  readonly asOf: { readonly validAt?: string; readonly knownAt: string; readonly position: number };
  readonly errors: readonly { readonly pointer: string; readonly code: string }[];
  readonly code: string;
  readonly id: string;
  readonly kind: string;
  readonly position: number;
  readonly line: number;
  readonly leafHash: string;
  readonly from: string;
  readonly problem: Body;
}

/** The JSON of a body; arrays too are read field by field. */
export function parseBody(text: string): Body {
  return JSON.parse(text) as Body;
}

/** One body per line. */
export function parseLines(text: string): readonly Body[] {
  return text
    .trim()
    .split('\n')
    .map((line) => parseBody(line));
}

/** What is wrong with an input, as `<pointer> <code>`. */
export function wrongs({ errors }: Body): readonly string[] {
  return errors.map(({ pointer, code }) => `${pointer} ${code}`);
}

export function positionsOf({ items }: Body): readonly number[] {
  return items.map(({ position }) => position);
}

export function idsOf({ items }: Body): readonly string[] {
  return items.map(({ id }) => id);
}
