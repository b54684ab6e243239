import { sql } from '#libs/database';
import type pg from 'pg';
import type { RecordedEvent } from '../event.js';
import { PAGE_EVENTS_MAX } from '../limits.js';
import { recordedEvent } from '../recorded-event.js';
import type { EventSelection } from '../selection.js';
import { readNext } from './next.js';

const PAGE = sql(import.meta.url, './page.sql');

/** At most `limit` events of the selection, in position order. */
export async function readPage(
  pool: pg.Pool | pg.ClientBase,
  selection: EventSelection,
  limit: number,
): Promise<readonly RecordedEvent[]> {
  if (!Number.isInteger(limit) || limit < 1 || limit > PAGE_EVENTS_MAX) {
    throw new RangeError(`A page has 1 to ${PAGE_EVENTS_MAX} events, not ${limit}.`);
  }
  const next = isWhole(selection) ? await nextOf(pool, selection, limit) : undefined;
  if (next !== undefined) return next;
  const { rows } = await pool.query<[string]>({
    text: PAGE,
    values: [...conditionsOf(selection), limit],
    rowMode: 'array',
  });
  return rows.map(([text]) => recordedEvent(text));
}

/** Nothing where fewer were found than may be: whoever reads sees only some of the events. */
async function nextOf(
  pool: pg.Pool | pg.ClientBase,
  { after = 0, before = Number.MAX_SAFE_INTEGER }: EventSelection,
  limit: number,
): Promise<readonly RecordedEvent[] | undefined> {
  const upTo = Math.min(before - 1, after + limit);
  const events = await readNext(pool, after, upTo);
  return upTo === before - 1 || events.length === limit ? events : undefined;
}

function isWhole({ types, subjects, from, to }: EventSelection): boolean {
  return (types ?? subjects ?? from ?? to) === undefined;
}

/** The values of the conditions that a statement over events begins with. */
export function conditionsOf(selection: EventSelection): readonly unknown[] {
  return [
    selection.after ?? 0,
    selection.before ?? Number.MAX_SAFE_INTEGER,
    selection.types?.filter((type) => !type.endsWith(FAMILY)) ?? null,
    selection.types?.filter((type) => type.endsWith(FAMILY)).map(familyPattern) ?? null,
    selection.subjects ?? null,
    selection.from ?? null,
    selection.to ?? null,
  ];
}

const FAMILY = '.*';

function familyPattern(family: string): string {
  return family.slice(0, -1).replaceAll(/[\\%_]/g, '\\$&') + '%';
}
