import type { KnownEvent } from '#libs/governance';

/** A valid time and a state of knowledge. */
export interface Viewpoint {
  /** Milliseconds since 1970. */
  readonly validAt: number;
  /** A position of the ledger. */
  readonly knownAt: number;
}

/** What is counted between two points of view, event by event. */
export interface Stage {
  readonly position: number;
  /** Of what takes effect in a stretch of valid time, only what was recorded up to here counts. */
  readonly window?: Window & { readonly upTo: number };
}

/** After `from`, up to `to` and with it. */
export interface Window {
  readonly from: number;
  readonly to: number;
}

export function isInWindow({ instant }: KnownEvent, { from, to }: Window): boolean {
  return from < instant && instant <= to;
}

export function counted(known: readonly KnownEvent[], { window }: Stage): readonly KnownEvent[] {
  if (window === undefined) return known;
  const isLeftOut = (event: KnownEvent): boolean =>
    event.position > window.upTo && isInWindow(event, window);
  return known.some(isLeftOut) ? known.filter((event) => !isLeftOut(event)) : known;
}

/** The one with less knowledge first; of equal knowledge the one of earlier valid time. */
export function inOrder(one: Viewpoint, other: Viewpoint): readonly [Viewpoint, Viewpoint] {
  const order = one.knownAt - other.knownAt || one.validAt - other.validAt;
  return order <= 0 ? [one, other] : [other, one];
}
