import type { ReachedAsOf } from '#libs/compliance';
import type { AsOfTold } from '../answers/answer.js';
import { text } from '../parameters/parameter.js';

/** The parameters that every view takes. */
export const AS_OF = {
  validAt: text(
    'Valid time: RFC 3339 with offset, or a date (its last instant). Default: now.',
    '2026-02-11',
  ),
  knownAt: text(
    'Record time: RFC 3339 with offset, or `position:<n>`. Default: all that is recorded.',
    'position:1234',
  ),
};

export interface AsOfAsked {
  readonly validAt?: string;
  readonly knownAt?: string;
}

export function told(asOf: ReachedAsOf, knownAt: string | undefined): AsOfTold {
  const { validAt, knownAt: position } = asOf;
  return { validAt, knownAt: knownAt ?? `position:${position}`, position };
}

/** A view with the times that it answers. */
export function asOfAnswer(view: object, asOf: AsOfTold): object {
  return { ...view, asOf };
}

/** What identifies an answer: the default moment of asking is left out of it. */
export function timeless(asOf: AsOfTold, asked: AsOfAsked): Partial<AsOfTold> {
  const { validAt, ...others } = asOf;
  return asked.validAt === undefined ? others : { validAt, ...others };
}
