import { JSON_DEPTH_MAX } from '../limits.js';

/** Where a scan stands that has met something else than it looks for. */
export const REFUSED = -1;

const QUOTE = 0x22;
const COMMA = 0x2c;
const MINUS = 0x2d;
const ZERO = 0x30;
const NINE = 0x39;
const COLON = 0x3a;
const OPEN_ARRAY = 0x5b;
const CLOSE_ARRAY = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;
const DELETE = 0x7f;
/** Each number of so many digits is a safe integer. */
const DIGITS_MAX = 15;
const WORDS = ['true', 'false', 'null'].map((word) => Buffer.from(word));
const PROTO = Buffer.from('"__proto__"');

/** 1 for what stands for itself in a string and is one byte: ASCII but controls, `"` and `\`. */
const PLAIN = Uint8Array.from({ length: 256 }, (_, byte) =>
  byte >= 0x20 && byte <= DELETE && byte !== QUOTE && byte !== 0x5c ? 1 : 0,
);

/**
 * Goes over JSON byte by byte, without making anything of it, as long as it is surely in canonical
 * form and nothing that `parseStrict` refuses. What it refuses may be canonical all the same: it
 * knows no escapes, no names beyond ASCII and no numbers of more than fifteen digits. Whether bytes
 * beyond ASCII are UTF-8 is for its owner to ask.
 *
 * Every method takes where something begins and gives where it ends, or `REFUSED`, which is also
 * where nothing begins.
 */
export class CanonicalScan {
  /** How many bytes beyond ASCII there were in strings so far. */
  beyondAscii = 0;

  constructor(private readonly bytes: Uint8Array) {}

  /** Exactly these bytes. */
  literal(at: number, expected: Uint8Array): number {
    const { bytes } = this;
    for (let index = 0; index < expected.length; index += 1) {
      if (bytes[at + index] !== expected[index]) return REFUSED;
    }
    return at + expected.length;
  }

  /** A string, with its quotes. */
  string(at: number): number {
    const { bytes } = this;
    if (bytes[at] !== QUOTE) return REFUSED;
    for (let offset = at + 1; ; offset += 1) {
      const byte = bytes[offset] ?? 0;
      if (PLAIN[byte] === 1) continue;
      if (byte === QUOTE) return offset + 1;
      if (byte <= DELETE) return REFUSED;
      this.beyondAscii += 1;
    }
  }

  integer(at: number): number {
    const { bytes } = this;
    const first = bytes[at] === MINUS ? at + 1 : at;
    let end = first;
    while (isDigit(bytes[end])) end += 1;
    const digits = end - first;
    if (digits === 0 || digits > DIGITS_MAX) return REFUSED;
    // No zero in front of others, and none that is negative.
    if (bytes[first] === ZERO && end - at > 1) return REFUSED;
    return end;
  }

  /** Any value; `depth` containers stand around it. */
  value(at: number, depth = 0): number {
    switch (this.bytes[at]) {
      case QUOTE:
        return this.string(at);
      case OPEN_OBJECT:
        return depth < JSON_DEPTH_MAX ? this.object(at, depth + 1) : REFUSED;
      case OPEN_ARRAY:
        return depth < JSON_DEPTH_MAX ? this.array(at, depth + 1) : REFUSED;
      default:
        return this.plain(at);
    }
  }

  private plain(at: number): number {
    for (const word of WORDS) {
      const end = this.literal(at, word);
      if (end !== REFUSED) return end;
    }
    return this.integer(at);
  }

  private array(at: number, depth: number): number {
    const { bytes } = this;
    if (bytes[at + 1] === CLOSE_ARRAY) return at + 2;
    let offset = at + 1;
    for (;;) {
      offset = this.value(offset, depth);
      if (offset === REFUSED) return REFUSED;
      if (bytes[offset] === CLOSE_ARRAY) return offset + 1;
      if (bytes[offset] !== COMMA) return REFUSED;
      offset += 1;
    }
  }

  private object(at: number, depth: number): number {
    const { bytes } = this;
    if (bytes[at + 1] === CLOSE_OBJECT) return at + 2;
    let [before, offset] = [REFUSED, at + 1];
    for (;;) {
      const colon = this.name(offset, before);
      if (colon === REFUSED || bytes[colon] !== COLON) return REFUSED;
      before = offset;
      offset = this.value(colon + 1, depth);
      if (offset === REFUSED) return REFUSED;
      if (bytes[offset] === CLOSE_OBJECT) return offset + 1;
      if (bytes[offset] !== COMMA) return REFUSED;
      offset += 1;
    }
  }

  /** A name in ASCII, which orders by bytes as by UTF-16 units, behind the one at `before`. */
  private name(at: number, before: number): number {
    const beyondAscii = this.beyondAscii;
    const end = this.string(at);
    const isTaken =
      this.beyondAscii === beyondAscii &&
      (before === REFUSED || this.isBehind(at, before)) &&
      this.literal(at, PROTO) === REFUSED;
    return isTaken ? end : REFUSED;
  }

  /** Both with their quotes; `"` would sort before letters, but a name that ends sorts first. */
  private isBehind(at: number, before: number): boolean {
    const { bytes } = this;
    for (let index = 1; ; index += 1) {
      const [byte, other] = [bytes[at + index] ?? 0, bytes[before + index] ?? 0];
      if (other === QUOTE) return byte !== QUOTE;
      if (byte !== other) return byte !== QUOTE && byte > other;
    }
  }
}

function isDigit(byte: number | undefined): boolean {
  return byte !== undefined && byte >= ZERO && byte <= NINE;
}
