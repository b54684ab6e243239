import type { Localized, StreamKind, States } from '#libs/governance';
import { normalizeWords } from './filter.js';
import type { Filter } from './filter.js';
import type { Sort } from './sort.js';

/** The stream that rows are derived from, and the instant at which its state stands. */
export interface Moment {
  /** `<collection>/<id>`. */
  readonly subject: string;
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly instant: number;
}

/** A row as it is kept: what it is about, whose it is, and where a search may find it. */
export interface KeyedRow<Row extends object = object> {
  /** Names what the row is about; unique within its register at any one moment. */
  readonly key: string;
  readonly company?: string;
  /** The words by which `q` and the search find it. */
  readonly words?: readonly (string | undefined)[];
  readonly row: Fields<Row>;
}

/** What has the fields of a row class; rows are plain values, not instances. */
export type Fields<Row extends object> = { readonly [Field in keyof Row]: Row[Field] };

/** How one kind of stream yields rows of a register. */
export interface RowSource<State, Row extends object> {
  rowsOf(state: State, moment: Moment): readonly KeyedRow<Row>[];
  /** Whether two states of a stream give the same rows, whatever the instant; absent: nobody knows. */
  sameRows?(one: State, other: State): boolean;
  /** Instants besides the events' own at which rows may change, e.g. a date of entry into force. */
  instantsOf?(state: State): readonly number[];
}

/**
 * One register: its row class is the one declaration of answers, OpenAPI schemas and CSV columns.
 */
export interface Register<Name extends string = string, Row extends object = object> {
  readonly name: Name;
  readonly title: Localized;
  readonly row: new () => Row;
  readonly filters: Readonly<Record<string, Filter>>;
  readonly sorts: Readonly<Record<string, Sort>>;
  /** A name of `sorts`, with a leading `-` for descending. */
  readonly defaultSort: string;
  readonly from: { readonly [Kind in StreamKind]?: RowSource<States[Kind], Row> };
}

/** Keeps the row type and the name of a register while checking it. */
export function defineRegister<const Name extends string, Row extends object>(
  register: Register<Name, Row>,
): Register<Name, Row> {
  return register;
}

/** The words of a row in one spelling, one name a line, so that no hit spans two of them. */
export function wordsOfRow(words: readonly (string | undefined)[]): string {
  const given = words.filter((word) => word !== undefined);
  return [...new Set(given.map(normalizeWords))].join('\n');
}
