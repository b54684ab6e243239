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

/** The folded state of each kind of stream. */
export interface States {
  readonly companies: object;
  readonly systems: object;
  readonly algorithms: object;
  readonly instruments: object;
  readonly calendars: object;
  readonly sources: object;
  readonly terms: object;
}
