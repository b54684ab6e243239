import type { JsonObject } from '#libs/ledger';

/** When something is said to have happened, how exactly that is known, and what shows it. */
export interface Occasion {
  readonly time: string;
  readonly precision: 'day' | 'month' | 'year';
  readonly evidence: JsonObject;
  /** The source's own words or a caveat, for readers. */
  readonly note?: string;
}

/** What a planned event and a recorded one have in common. */
export interface Statement {
  readonly source: string;
  readonly id: string;
  readonly type: string;
  readonly subject: string;
  readonly time: string;
  readonly data: JsonObject;
}

/** The event that says this on that occasion. */
export function stated(event: Omit<Statement, 'time'>, occasion: Occasion): Statement {
  return { ...event, time: occasion.time, data: { ...event.data, ...accompaniment(occasion) } };
}

/** What every payload carries of its occasion. */
export function accompaniment({ evidence, precision, note }: Occasion): JsonObject {
  return {
    evidence: [evidence],
    timePrecision: precision,
    ...(note !== undefined && note !== '' && { note }),
  };
}

export function textOf(data: JsonObject, field: string): string | undefined {
  const value = data[field];
  return typeof value === 'string' ? value : undefined;
}

export function textsOf(data: JsonObject, field: string): readonly string[] {
  const value = data[field];
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
}

export function objectOf(data: JsonObject, field: string): JsonObject {
  const value = data[field];
  return isJsonObject(value) ? value : {};
}

export function objectsOf(data: JsonObject, field: string): readonly JsonObject[] {
  const value = data[field];
  return Array.isArray(value) ? value.filter(isJsonObject) : [];
}

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
