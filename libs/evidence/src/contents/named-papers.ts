import type { JsonObject, JsonValue, RecordedEvent } from '#libs/ledger/pure';

const SHA256 = /^[0-9a-f]{64}$/;

/** The SHA-256 of each paper that an event's evidence names, and that of what a correction puts. */
export function papersNamed({ data }: RecordedEvent): readonly string[] {
  return [...papersIn(data), ...papersIn(data['data'])];
}

function papersIn(value: JsonValue | undefined): readonly string[] {
  if (!isObject(value)) return [];
  const { evidence } = value;
  if (!isList(evidence)) return [];
  return evidence.flatMap((one) => {
    const file = isObject(one) ? one['file'] : undefined;
    const sha256 = isObject(file) ? file['sha256'] : undefined;
    return typeof sha256 === 'string' && SHA256.test(sha256) ? [sha256] : [];
  });
}

function isList(value: JsonValue | undefined): value is readonly JsonValue[] {
  return Array.isArray(value);
}

function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !isList(value);
}
