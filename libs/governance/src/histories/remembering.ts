import type { KnownEvent } from '../catalogue/known-event.js';

interface Last<Told> {
  readonly events: readonly KnownEvent[];
  readonly told: Told;
}

/**
 * The same function, which remembers its last answer for each stream: whoever follows one event by
 * event asks for the same again and again. The first event stands for the stream.
 * @param tell may go on from what it told last of the stream
 */
export function remembering<Told>(
  tell: (events: readonly KnownEvent[], last?: Told) => Told,
): (events: readonly KnownEvent[]) => Told {
  const last = new WeakMap<KnownEvent, Last<Told>>();
  return (events) => {
    const [first] = events;
    const before = first && last.get(first);
    if (before !== undefined && sameMembers(before.events, events)) return before.told;
    const told = tell(events, before?.told);
    if (first !== undefined) last.set(first, { events, told });
    return told;
  };
}

function sameMembers(one: readonly KnownEvent[], other: readonly KnownEvent[]): boolean {
  return one.length === other.length && one.every((event, index) => event === other[index]);
}
