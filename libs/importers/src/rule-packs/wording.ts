import { isDeepStrictEqual } from 'node:util';
import type { JsonObject } from '#libs/ledger';

/** Fields replace those of a wording; `null` removes one. */
export function amended(wording: JsonObject, changes: JsonObject): JsonObject {
  const fields = Object.entries({ ...wording, ...changes });
  return Object.fromEntries(fields.filter(([, value]) => value !== null));
}

/** The top-level fields that make one wording another; `null` for those that it no longer has. */
export function changesBetween(before: JsonObject, after: JsonObject): JsonObject {
  const removed = Object.keys(before).filter((field) => !Object.hasOwn(after, field));
  const changed = Object.entries(after).filter(
    ([field, value]) => !isDeepStrictEqual(before[field], value),
  );
  return Object.fromEntries([...removed.map((field) => [field, null] as const), ...changed]);
}
