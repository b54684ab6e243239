import { isDay, isId } from '#libs/governance';
import type { JsonObject } from '#libs/ledger';
import { isJsonObject } from '../planning/statement.js';
import { step } from './pack-problem.js';
import type { Findings } from './pack-problem.js';

/** An object of a pack, read field by field; what is wrong is reported where it stands. */
export class Section {
  constructor(
    readonly fields: JsonObject,
    readonly pointer: string,
    private readonly findings: Findings,
  ) {}

  has(field: string): boolean {
    return this.fields[field] !== undefined;
  }

  /** An empty text stands for an id that is missing or malformed. */
  id(field: string): string {
    const id = this.fields[field];
    if (typeof id === 'string' && isId(id)) return id;
    const code = id === undefined ? 'required' : 'malformed';
    this.report(field, code, `${field} is an id: a-z, 0-9, dot and hyphen, at most 100 long.`);
    return '';
  }

  /** An empty text stands for a day that is missing or malformed. */
  day(field: string): string {
    const day = this.fields[field];
    if (typeof day === 'string' && isDay(day)) return day;
    const code = day === undefined ? 'required' : 'malformed-date';
    this.report(field, code, `${field} is a day of the calendar, YYYY-MM-DD.`);
    return '';
  }

  /** The objects of a list; an absent list is empty. */
  sections(field: string): readonly Section[] {
    const value = this.fields[field];
    if (value === undefined) return [];
    const list = step(this.pointer, field);
    if (!Array.isArray(value)) {
      this.findings.report(list, 'wrong-type', `${field} is a list.`);
      return [];
    }
    return value.flatMap((element, index) => {
      const pointer = step(list, index);
      if (isJsonObject(element)) return [new Section(element, pointer, this.findings)];
      this.findings.report(pointer, 'wrong-type', `${field} is a list of objects.`);
      return [];
    });
  }

  /** The object in a field, if it is given. */
  section(field: string): Section | undefined {
    const value = this.fields[field];
    if (value === undefined) return undefined;
    const pointer = step(this.pointer, field);
    if (isJsonObject(value)) return new Section(value, pointer, this.findings);
    this.findings.report(pointer, 'wrong-type', `${field} is an object.`);
    return undefined;
  }

  without(...names: readonly string[]): JsonObject {
    const kept = Object.entries(this.fields).filter(([field]) => !names.includes(field));
    return Object.fromEntries(kept);
  }

  allowOnly(...allowed: readonly string[]): void {
    for (const field of Object.keys(this.fields)) {
      if (allowed.includes(field)) continue;
      const text = `${field} is not known here; ${allowed.join(', ')} may stand here.`;
      this.report(field, 'unknown-field', text);
    }
  }

  report(field: string, code: string, text: string): void {
    this.findings.report(step(this.pointer, field), code, text);
  }
}
