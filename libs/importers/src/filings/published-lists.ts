import { readFileSync } from 'node:fs';
import { readCsv } from '../reading/csv-table.js';
import { shippedPath } from '../shipped/shipped-path.js';
import type { SeriesName } from './list-series.js';
import type { ListDate } from './list-time.js';

/** What is known of a list from the notice that it was attached to. */
export interface PublishedList {
  readonly published: ListDate;
  readonly notice: string;
  /** When the copy that ships with Edict was last edited. */
  readonly edited: ListDate;
}

let index: ReadonlyMap<string, PublishedList> | undefined;

/** The notice of a list, where it was published before this version of Edict. */
export function publishedList(series: SeriesName, month: ListDate): PublishedList | undefined {
  index ??= readIndex();
  return index.get(`${series} ${month}`);
}

/** Columns: series, month, published, notice, edited, and the SHA-256 of the copy that was read. */
function readIndex(): ReadonlyMap<string, PublishedList> {
  const [, ...rows] = readCsv(readFileSync(shippedPath('filings/lists.csv'))).rows;
  return new Map(
    rows.map(({ cells }): [string, PublishedList] => {
      const [series = '', month = '', published = '', notice = '', edited = ''] = cells;
      return [`${series} ${month}`, { published, notice, edited }];
    }),
  );
}
