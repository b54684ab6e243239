import { CATALOGUE } from '../catalogue/catalogue.js';
import { personalFieldsOf } from '../fields/personal.js';
import { amendmentOf, CORRECTED } from '../known-set/corrections.js';

/** A personal text, and where it stands in the data of its event. */
export interface PersonalText {
  /** JSON pointer (RFC 6901) into the data, e.g. `/owner`. */
  readonly field: string;
  readonly text: string;
}

interface EventName {
  readonly source: string;
  readonly id: string;
}

/** The type of the event that a correction names. */
export type TypeOf = (event: EventName) => string | undefined;

/**
 * The personal texts in the data of an event. A correction repeats the data of the event that it
 * corrects, whose type `typeOf` knows; without it every text counts that would be personal in any
 * type.
 */
export function personalTexts(
  { type, data }: { readonly type: string; readonly data: object },
  typeOf?: TypeOf,
): readonly PersonalText[] {
  return type === CORRECTED ? inCorrection(data, typeOf) : textsIn(data, fieldsOf(type));
}

function inCorrection(data: object, typeOf: TypeOf | undefined): readonly PersonalText[] {
  const said = amendmentOf(data);
  if (said?.data === undefined) return [];
  const corrected = said.data;
  const type = typeOf?.(said.event);
  const within =
    typeOf === undefined
      ? [...textsIn(corrected, ANY_FIELD), ...inCorrection(corrected, undefined)]
      : personalTexts({ type: type ?? '', data: corrected }, typeOf);
  return within.map(({ field, text }) => ({ field: `/data${field}`, text }));
}

function fieldsOf(type: string): ReadonlySet<string> {
  const payload = CATALOGUE.get(type)?.payload;
  return payload === undefined ? new Set() : personalFieldsOf(payload);
}

const ANY_FIELD: ReadonlySet<string> = new Set(
  [...CATALOGUE.keys()].flatMap((type) => [...fieldsOf(type)]),
);

function textsIn(data: object, fields: ReadonlySet<string>): readonly PersonalText[] {
  if (fields.size === 0) return [];
  const members: readonly (readonly [string, unknown])[] = Object.entries(data);
  return members.flatMap(([name, text]) =>
    fields.has(name) && typeof text === 'string' ? [{ field: `/${name}`, text }] : [],
  );
}
