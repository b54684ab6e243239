/** Longest values of the attributes, in UTF-16 units. */
export const ID_LENGTH_MAX = 512;
export const SOURCE_LENGTH_MAX = 512;
export const TYPE_LENGTH_MAX = 128;
export const SUBJECT_LENGTH_MAX = 256;
export const SCHEMA_LENGTH_MAX = 256;
export const CORRELATION_LENGTH_MAX = 256;

// RFC 3986: the characters a URI-reference may have, percent signs only before two hex digits.
const URI_REFERENCE = /^(?:[\w\-.~:/?#[\]@!$&'()*+,;=]|%[\dA-Fa-f]{2})+$/;
const SUBJECT = /^[a-z]+(?:\/[a-z0-9](?:[a-z0-9._-]*[a-z0-9])?)+$/;
// CloudEvents 1.0: attribute values have no control characters, lone surrogates or noncharacters.
const UNPRINTABLE = /[\p{Cc}\p{Cs}\p{Noncharacter_Code_Point}]/u;
const TRACE_PARENT = /^(?!ff)[\da-f]{2}-(?!0{32})[\da-f]{32}-(?!0{16})[\da-f]{16}-[\da-f]{2}$/;

/** Says what is wrong with the text of an attribute, or nothing. */
export type TextRule = (text: string) => string | undefined;

export const printable: TextRule = (text) =>
  UNPRINTABLE.test(text) ? 'must have no control characters' : undefined;

export const uriReference: TextRule = (text) =>
  URI_REFERENCE.test(text) ? undefined : 'must be a URI-reference';

export const subject: TextRule = (text) =>
  SUBJECT.test(text)
    ? undefined
    : 'must be <collection>/<id>, the id of a-z, 0-9, dots, dashes and underscores';

export const traceParent: TextRule = (text) =>
  TRACE_PARENT.test(text) ? undefined : 'must be a W3C traceparent';
