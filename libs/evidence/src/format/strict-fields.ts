import type { JsonObject, JsonValue } from '#libs/ledger/pure';
import { MalformedPack } from './malformed-pack.js';

const SHA256 = /^[0-9a-f]{64}$/;
const INSTANT = /^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{3}Z$/;

/** The fields of a JSON object that is read strictly: each has its type, or the pack is refused. */
export class StrictFields {
  private constructor(
    private readonly object: JsonObject,
    private readonly of: string,
  ) {}

  /** @throws MalformedPack, as all that follow */
  static of(value: JsonValue | undefined, what: string): StrictFields {
    if (!isObject(value)) throw new MalformedPack(`${what} is no object`);
    return new StrictFields(value, what);
  }

  has(name: string): boolean {
    return this.object[name] !== undefined;
  }

  text(name: string): string {
    const value = this.object[name];
    if (typeof value !== 'string' || value === '') throw this.refused(name, 'text');
    return value;
  }

  count(name: string): number {
    const value = this.object[name];
    if (typeof value !== 'number' || value < 0) throw this.refused(name, 'number');
    return value;
  }

  sha256(name: string): string {
    const value = this.text(name);
    if (!SHA256.test(value)) throw this.refused(name, 'SHA-256');
    return value;
  }

  /** An instant in UTC, written with milliseconds. */
  instant(name: string): string {
    const value = this.text(name);
    const ms = INSTANT.test(value) ? Date.parse(value) : NaN;
    if (Number.isNaN(ms) || new Date(ms).toISOString() !== value) {
      throw this.refused(name, 'instant');
    }
    return value;
  }

  inner(name: string): StrictFields {
    return StrictFields.of(this.object[name], `the ${name} of ${this.of}`);
  }

  list(name: string): readonly JsonValue[] {
    const value: unknown = this.object[name];
    if (!Array.isArray(value)) throw this.refused(name, 'list');
    return value as readonly JsonValue[];
  }

  private refused(name: string, what: string): MalformedPack {
    return new MalformedPack(`the ${name} of ${this.of} is no ${what}`);
  }
}

function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
