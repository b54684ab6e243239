import { grouped } from './grouped.js';

/** Groups what belongs to the same stream, each group in the order given. */
export function bySubject<Member extends { readonly subject: string }>(
  members: readonly Member[],
): ReadonlyMap<string, readonly Member[]> {
  return grouped(members, ({ subject }) => subject);
}
