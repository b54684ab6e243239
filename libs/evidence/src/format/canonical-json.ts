import { canonicalBytes, MalformedJson, NotCanonical, parseStrict } from '#libs/ledger/pure';
import type { JsonValue } from '#libs/ledger/pure';
import { MalformedPack } from './malformed-pack.js';

const LINE_FEED = 0x0a;

/**
 * The value of a text that is canonical JSON (RFC 8785), and nothing else.
 * @throws MalformedPack
 */
export function parseCanonical(bytes: Buffer, what: string): JsonValue {
  const value = strictly(bytes, what);
  if (!canonicalBytes(value).equals(bytes)) {
    throw new MalformedPack(`${what} is not in canonical form`);
  }
  return value;
}

function strictly(bytes: Buffer, what: string): JsonValue {
  try {
    return parseStrict(bytes);
  } catch (error) {
    if (!(error instanceof MalformedJson || error instanceof NotCanonical)) throw error;
    throw new MalformedPack(`${what} cannot be read: ${error.message.replace(/\.$/, '')}`);
  }
}

/** Canonical JSON and a line feed. */
export function canonicalLine(value: unknown): Buffer {
  return Buffer.concat([canonicalBytes(value), Buffer.from('\n')]);
}

/** @throws MalformedPack where there is no line feed at the end */
export function withoutLineFeed(bytes: Buffer, what: string): Buffer {
  if (bytes.at(-1) === LINE_FEED) return bytes.subarray(0, -1);
  throw new MalformedPack(`${what} does not end with a line feed`);
}
