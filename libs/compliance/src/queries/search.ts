import { IsIn, IsInt, IsOptional, IsString } from 'class-validator';
import type pg from 'pg';
import type { AsOf } from '../as-of.js';

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
  /** Bare id of the company, system, algorithm stream or instrument; a number; a position. */
  @IsString() readonly id!: string;
  /** What a reader would call it. */
  @IsString() readonly title!: string;
  @IsOptional() @IsString() readonly company?: string;
  /** Where kind is `event`. */
  @IsOptional() @IsInt() readonly position?: number;
}

/** Finds by part of a name or number, in Chinese and English, whatever the case and width. */
export class Search {
  constructor(private readonly pool: pg.Pool) {}

  /** The best hits first, at most `limit`. */
  find(words: string, asOf: AsOf, limit: number): Promise<readonly SearchHit[]> {
    throw new Error(`not built yet: ${words} ${asOf.validAt} ${limit} ${typeof this.pool}`);
  }
}
