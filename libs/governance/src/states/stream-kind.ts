/** The kinds of stream, each the collection part of a subject `<collection>/<id>`. */
export const STREAM_KINDS = [
  'companies',
  'systems',
  'algorithms',
  'instruments',
  'calendars',
  'sources',
  'terms',
] as const;
export type StreamKind = (typeof STREAM_KINDS)[number];
