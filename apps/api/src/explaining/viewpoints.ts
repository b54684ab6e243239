import type { ReachedAsOf, Registers, Views } from '#libs/compliance';
import { InvalidAsOf, UnknownPosition } from '#libs/compliance';
import type { AsOfAsked } from '../lists/as-of.js';
import { invalidParameters } from '../problems/problem.js';

/** Where the two times of a question stand, as JSON pointers say it. */
export interface TimesStand {
  readonly validAt: string;
  readonly knownAt: string;
}

export const IN_QUERY: TimesStand = { validAt: '/query/validAt', knownAt: '/query/knownAt' };

/** The two times of `validAt[,knownAt]`, as they were written. */
export function viewpointIn(text: string): AsOfAsked {
  const comma = text.indexOf(',');
  return comma < 0
    ? { validAt: text }
    : { validAt: text.slice(0, comma), knownAt: text.slice(comma + 1) };
}

/**
 * An as-of at which something was known already.
 * @throws Problem `invalid-parameter` pointing at what cannot be answered; NotYetProjected
 */
export async function viewpointOf(
  registers: Registers,
  { validAt, knownAt }: AsOfAsked,
  views: Views,
  stand: TimesStand,
): Promise<ReachedAsOf> {
  const asOf = await registers.asOf(validAt, knownAt, views).catch((error: unknown) => {
    if (error instanceof InvalidAsOf) throw wrong(stand[error.parameter], error.message);
    throw error instanceof UnknownPosition ? wrong(stand.knownAt, error.message) : error;
  });
  if (asOf.knownAt > 0 || knownAt === undefined) return asOf;
  throw wrong(stand.knownAt, 'Nothing had been recorded by then.');
}

function wrong(pointer: string, message: string) {
  return invalidParameters([{ pointer, code: 'invalid-value', message }]);
}
