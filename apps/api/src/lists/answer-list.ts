import type { ReachedAsOf, Registers, Views } from '#libs/compliance';
import type { Column } from '#libs/exports';
import { Table, View } from '../answers/answer.js';
import type { AsOfAsked } from './as-of.js';
import { timeless, told } from './as-of.js';
import type { PageEnd } from './cursor.js';
import type { ListRequest } from './listed.js';
import { pinnedAsOf } from './pinned.js';

export interface ListPage {
  readonly rows: readonly object[];
  /** Absent on the last page. */
  readonly next?: PageEnd;
}

/** What a list has at one moment of both times. */
export interface ListAtOnce {
  readonly columns: readonly Column[];
  readonly page: (limit: number, after?: PageEnd) => Promise<ListPage>;
  readonly stream: () => AsyncIterable<object>;
  /** What the answer says besides its items. */
  readonly besides?: object;
}

export interface ListSource {
  /** Names the file where it is asked for as CSV. */
  readonly name: string;
  /** What it is read from; by default the registers. */
  readonly views?: Views;
  /** It covers a period of valid time, so that no one moment of it is answered. */
  readonly hasPeriod?: boolean;
  readonly at: (asOf: ReachedAsOf) => ListAtOnce | Promise<ListAtOnce>;
}

/** A page of a list as of the times that were asked for or that its cursor pins, or all as CSV. */
export async function answerList(
  registers: Registers,
  { name, views, hasPeriod = false, at }: ListSource,
  request: ListRequest,
): Promise<View | Table> {
  const { cursor, csv, limit, next } = request;
  const asked = request.asked as AsOfAsked;
  const asOf = await pinnedAsOf(registers, asked, cursor, views);
  const { columns, page, stream, besides = {} } = await at(asOf);
  if (csv !== undefined) return new Table(name, columns, stream(), csv, asOf.reached);
  const { rows: items, next: end } = await page(limit, cursor?.after);
  const more = end === undefined ? {} : { next: next(asOf.knownAt, end, asOf.validAt) };
  const times = told(asOf, asked.knownAt);
  const known = timeless(times, asked);
  const body = { ...besides, items, ...more, asOf: hasPeriod ? known : times };
  return new View(body, asOf.reached, [besides, items, known]);
}
