import type { Known } from '../catalogue/event-type.js';
import type { LedgerEvent } from '../catalogue/known-event.js';
import { CATALOGUE } from '../catalogue/catalogue.js';
import { isDeclared } from '../catalogue/declared.js';
import { fold } from '../known-set/fold.js';
import { knownSet } from '../known-set/known-set.js';

/** What would be known had one event never been recorded. */
export function without({ subject, position }: LedgerEvent, known: Known): Known {
  const others = known.stream(subject).filter((event) => event.position !== position);
  const events = knownSet(others);
  const exists = events.some(({ type }) => CATALOGUE.get(type)?.introduces !== undefined);
  const less: Known = {
    state: (kind, id, until) =>
      subject === `${kind}/${id}` ? fold(kind, events, until) : known.state(kind, id, until),
    exists: (one) => (one === subject ? exists : known.exists(one)),
    declares: (kind, name) => isDeclared(kind, name, less),
    events: (one) => (one === subject ? events : known.events(one)),
    stream: (one) => (one === subject ? others : known.stream(one)),
    holder: (name) => known.holder(name),
    hasType: (type) => known.hasType(type),
  };
  return less;
}
