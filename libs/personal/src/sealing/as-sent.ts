import type { JsonObject, JsonValue } from '#libs/ledger';
import { isCommitment } from '#libs/merkle';
import type { OpenedValue } from '../revealing/opened-value.js';

/**
 * Recorded data as whoever sent it wrote it. Of a value that was erased nobody can tell any more
 * whether it is the one that is sent again, so what is `sent` in its place is taken for it.
 */
export function asSent(
  recorded: JsonObject,
  sent: JsonObject,
  opened: ReadonlyMap<string, OpenedValue>,
): JsonObject {
  return Object.fromEntries(
    Object.entries(recorded).map(([name, member]) => [
      name,
      restored(member, Object.hasOwn(sent, name) ? sent[name] : undefined, opened),
    ]),
  );
}

function restored(
  recorded: JsonValue,
  sent: JsonValue | undefined,
  opened: ReadonlyMap<string, OpenedValue>,
): JsonValue {
  if (typeof recorded === 'string') {
    if (!isCommitment(recorded)) return recorded;
    return opened.get(recorded)?.value ?? (typeof sent === 'string' ? sent : recorded);
  }
  return isObject(recorded) && isObject(sent) ? asSent(recorded, sent, opened) : recorded;
}

function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
