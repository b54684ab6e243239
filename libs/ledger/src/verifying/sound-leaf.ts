import { isUtf8 } from 'node:buffer';
import type { CopiedRows } from '#libs/database';
import type { Hash } from '#libs/merkle';
import { CanonicalScan, REFUSED } from '../canonical/canonical-scan.js';
import { COLUMN } from '../log/stored-leaf.js';
import { plainInstant } from './plain-instant.js';

const TWO_TO_32 = 2 ** 32;
const ZERO = 0x30;

/** What stands around the values of a leaf, in the order in which `leaf.ts` writes them. */
const ACTOR = Buffer.from('{"actor":');
const CAUSATION = Buffer.from(',"causationid":');
const CORRELATION = Buffer.from(',"correlationid":');
const DATA = Buffer.from(',"data":');
const SCHEMA = Buffer.from(',"datacontenttype":"application/json","dataschema":');
const ID = Buffer.from(',"id":');
const POSITION = Buffer.from(',"position":');
const RECORDED_TIME = Buffer.from(',"recordedtime":');
const SEQUENCE = Buffer.from(',"sequence":');
const SOURCE = Buffer.from(',"source":');
const SUBJECT = Buffer.from(',"specversion":"1.0","subject":');
const TIME = Buffer.from(',"time":');
const TRACE = Buffer.from(',"traceparent":');
const TYPE = Buffer.from(',"type":');
const END = Buffer.from('}');

/**
 * Compares stored leaves with their columns where both stand, byte by byte, without making an event
 * of them: several times as fast. It only ever says that a leaf is surely sound; whoever hears that
 * it is not has to look for what is wrong, if anything is.
 */
export class SoundLeaf {
  private readonly bytes: Buffer;
  private readonly scan: CanonicalScan;
  private recordedTimeAt = REFUSED;
  private recordedTimeEnd = REFUSED;

  /** @param rows of which the current one is looked at each time */
  constructor(private readonly rows: CopiedRows) {
    this.bytes = rows.bytes;
    this.scan = new CanonicalScan(rows.bytes);
  }

  /**
   * Whether this hash is the one that is stored, the bytes are canonical JSON of an event, and every
   * column says the same as they do.
   */
  isSound(hash: Hash): boolean {
    const { rows, scan } = this;
    const start = rows.startOf(COLUMN.bytes);
    const end = start + rows.lengthOf(COLUMN.bytes);
    const beyondAscii = scan.beyondAscii;
    return (
      this.isColumn(COLUMN.leafHash, hash) &&
      this.afterEnvelope(this.beforePosition(start)) === end &&
      (scan.beyondAscii === beyondAscii || isUtf8(rows.value(COLUMN.bytes)))
    );
  }

  /** Of a sound leaf. */
  get position(): number {
    return this.wholeNumber(COLUMN.position);
  }

  /** Of a sound leaf. */
  get sequence(): number {
    return this.wholeNumber(COLUMN.sequence);
  }

  /** Of a sound leaf. */
  get subject(): string {
    const start = this.rows.startOf(COLUMN.subject);
    return this.bytes.toString('utf8', start, start + this.rows.lengthOf(COLUMN.subject));
  }

  /** Of the leaf that was looked at last, which was sound. */
  get recordedtime(): string {
    return this.bytes.toString('latin1', this.recordedTimeAt, this.recordedTimeEnd);
  }

  private beforePosition(start: number): number {
    const { scan } = this;
    let at = this.text(scan.literal(start, ACTOR), COLUMN.actor);
    at = this.optional(at, CAUSATION);
    at = this.optional(at, CORRELATION);
    at = scan.value(scan.literal(at, DATA), 1);
    at = scan.string(scan.literal(at, SCHEMA));
    return this.text(scan.literal(at, ID), COLUMN.id);
  }

  private afterEnvelope(from: number): number {
    const { scan } = this;
    let at = this.number(scan.literal(from, POSITION), COLUMN.position);
    this.recordedTimeAt = scan.literal(at, RECORDED_TIME) + 1;
    at = this.instant(this.recordedTimeAt - 1, COLUMN.recordedTime);
    this.recordedTimeEnd = at - 1;
    at = this.number(scan.literal(at, SEQUENCE), COLUMN.sequence);
    at = this.text(scan.literal(at, SOURCE), COLUMN.source);
    at = this.text(scan.literal(at, SUBJECT), COLUMN.subject);
    at = this.instant(scan.literal(at, TIME), COLUMN.time);
    at = this.optional(at, TRACE);
    return scan.literal(this.text(scan.literal(at, TYPE), COLUMN.type), END);
  }

  private optional(at: number, name: Buffer): number {
    const value = this.scan.literal(at, name);
    return value === REFUSED ? at : this.scan.string(value);
  }

  /** A string that says what a column says. */
  private text(at: number, column: number): number {
    const end = this.scan.string(at);
    const [start, length] = [this.rows.startOf(column), this.rows.lengthOf(column)];
    return end - at - 2 === length && this.isSame(at + 1, start, length) ? end : REFUSED;
  }

  private number(at: number, column: number): number {
    const end = this.scan.integer(at);
    let number = 0;
    for (let offset = at; offset < end; offset += 1) {
      number = number * 10 + (this.bytes[offset] ?? 0) - ZERO;
    }
    return number === this.wholeNumber(column) ? end : REFUSED;
  }

  private instant(at: number, column: number): number {
    const end = this.scan.string(at);
    if (end === REFUSED) return REFUSED;
    return plainInstant(this.bytes, at + 1, end - 1) === this.wholeNumber(column) ? end : REFUSED;
  }

  /** Exact up to 2^53; what is beyond it is no number that a leaf was read to have. */
  private wholeNumber(column: number): number {
    const at = this.rows.startOf(column);
    return this.bytes.readInt32BE(at) * TWO_TO_32 + this.bytes.readUInt32BE(at + 4);
  }

  private isColumn(column: number, value: Buffer): boolean {
    const [start, length] = [this.rows.startOf(column), this.rows.lengthOf(column)];
    return length === value.length && this.scan.literal(start, value) !== REFUSED;
  }

  private isSame(one: number, other: number, length: number): boolean {
    const { bytes } = this;
    for (let index = 0; index < length; index += 1) {
      if (bytes[one + index] !== bytes[other + index]) return false;
    }
    return true;
  }
}
