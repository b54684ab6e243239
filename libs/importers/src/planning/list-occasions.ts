import type { JsonObject } from '#libs/ledger';
import { PUBLISHER } from '../filings/list-series.js';
import type { FilingList } from '../filings/filing-list.js';
import { listTime } from '../filings/list-time.js';
import type { ListDate } from '../filings/list-time.js';
import { publishedList } from '../filings/published-lists.js';
import type { Remark } from '../filings/remark.js';
import type { ImportedFile } from '../reading/imported-file.js';
import { paperOf } from './paper.js';
import type { Occasion } from './statement.js';

/** What a list shows and when, row by row. */
export interface ListOccasions {
  /** The list's own title. */
  readonly title: string;
  readonly listed: Occasion;
  /** When a row's remark says that something changed. */
  remarked(remark: Remark): Occasion;
}

/**
 * A list was published on a day or in a month. What its remarks tell happened later: in the month
 * that a remark names, else at some time up to the last edit of the copy at hand.
 */
export function listOccasions(
  list: FilingList,
  file: ImportedFile,
  savedAt?: string,
): ListOccasions {
  const notice = publishedList(list.series.name, list.month);
  const listedOn = notice?.published ?? list.month;
  const editedOn = savedAt === undefined ? notice?.edited : beijingDay(savedAt);
  const title = `境内${list.series.title}清单（${monthInChinese(list.month)}）`;
  const evidence: JsonObject = {
    ...(notice ? { url: notice.notice, published: notice.published } : { file: paperOf(file) }),
    publisher: PUBLISHER,
    title,
    tier: 'primary',
    access: 'read',
  };
  const listed = occasion(listedOn, evidence);
  return {
    title,
    listed,
    remarked: (remark) => {
      const stated = remark.month && occasion(remark.month, evidence);
      const edited = editedOn && { ...occasion(editedOn, evidence), precision: 'year' as const };
      return { ...later(listed, stated || edited || listed), note: remark.text };
    },
  };
}

function occasion(date: ListDate, evidence: JsonObject): Occasion {
  return { ...listTime(date), evidence };
}

function later(listed: Occasion, other: Occasion): Occasion {
  return Date.parse(other.time) > Date.parse(listed.time) ? other : listed;
}

function beijingDay(instant: string): ListDate {
  const offsetMs = 8 * 60 * 60 * 1000;
  return new Date(Date.parse(instant) + offsetMs).toISOString().slice(0, 'YYYY-MM-DD'.length);
}

function monthInChinese(month: ListDate): string {
  const [year = '', number = ''] = month.split('-');
  return `${year}年${Number(number)}月`;
}
