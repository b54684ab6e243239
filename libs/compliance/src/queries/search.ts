import { IsIn, IsInt, IsOptional, IsString } from 'class-validator';
import { sql } from '#libs/database';
import { describe } from '#libs/governance';
import type pg from 'pg';
import type { AsOf } from '../as-of.js';
import { escapeLike, normalizeWords } from '../registers/filter.js';
import type { RegisterName, RegisterRows } from '../registers/list.js';
import type { Fields } from '../registers/register.js';

const SEARCH_ROWS = sql(import.meta.url, './search-rows.sql');
const SEARCH_EVENTS = sql(import.meta.url, './search-events.sql');

export const HIT_KINDS = [
  'company',
  'system',
  'algorithm',
  'service-filing',
  'instrument',
  'event',
] as const;
export const SEARCH_LIMIT_MAX = 100;

export class SearchHit {
  @IsIn(HIT_KINDS) readonly kind!: (typeof HIT_KINDS)[number];

  @describe('Id of the company, system, algorithm or instrument; a number; a position.')
  @IsString()
  readonly id!: string;

  @describe('What a reader would call it.')
  @IsString()
  readonly title!: string;

  @IsOptional() @IsString() readonly company?: string;

  @describe('Where the hit is an event.')
  @IsOptional()
  @IsInt()
  readonly position?: number;
}

type Hit = Fields<SearchHit>;
type About = Pick<Hit, 'kind' | 'id' | 'title'>;

/** The registers that are searched, in the order in which equally good hits are given. */
const SEARCHED: { readonly [Name in RegisterName]?: (row: RegisterRows[Name]) => About } = {
  companies: ({ id, name }) => ({ kind: 'company', id, title: name.zh ?? name.en ?? id }),
  systems: ({ id, name }) => ({ kind: 'system', id, title: name.zh ?? name.en ?? id }),
  instruments: ({ id, title }) => ({ kind: 'instrument', id, title: title.zh ?? title.en ?? id }),
  'service-filings': ({ number }) => ({ kind: 'service-filing', id: number, title: number }),
  'algorithm-registrations': ({ id, name }) => ({ kind: 'algorithm', id, title: name }),
};

interface FoundRow<Name extends RegisterName = RegisterName> {
  readonly register: Name;
  readonly company: string | null;
  readonly row: RegisterRows[Name];
}

/** Finds by part of a name or number, in Chinese and English, whatever the case and width. */
export class Search {
  constructor(private readonly pool: pg.Pool) {}

  /** The best hits first, events after all else and the latest of them first; at most `limit`. */
  async find(words: string, { validAt, knownAt }: AsOf, limit: number): Promise<readonly Hit[]> {
    const wanted = escapeLike(normalizeWords(words.replaceAll('\0', ' ')));
    const most = Math.max(0, Math.min(limit, SEARCH_LIMIT_MAX));
    if (wanted === '') return [];
    const { rows } = await this.pool.query<FoundRow>(SEARCH_ROWS, [
      Object.keys(SEARCHED),
      `%${wanted}%`,
      validAt,
      knownAt,
      wanted,
      most,
    ]);
    const hits = rows.flatMap(hitOf);
    const events = await this.events(`%${wanted}%`, knownAt, most - hits.length);
    return [...hits, ...events];
  }

  private async events(pattern: string, knownAt: number, limit: number): Promise<readonly Hit[]> {
    if (limit <= 0) return [];
    const { rows } = await this.pool.query<{ position: number; type: string; subject: string }>(
      SEARCH_EVENTS,
      [pattern, knownAt, limit],
    );
    return rows.map(({ position, type, subject }) => ({
      kind: 'event',
      id: String(position),
      title: `${type} ${subject}`,
      position,
    }));
  }
}

function hitOf<Name extends RegisterName>({ register, company, row }: FoundRow<Name>): Hit[] {
  const about = SEARCHED[register]?.(row);
  return about === undefined ? [] : [{ ...about, ...(company === null ? {} : { company }) }];
}
