import { IsBoolean, IsIn, IsInt, IsISO8601, IsObject, IsOptional, IsString } from 'class-validator';
import { describe } from '#libs/governance';
import { ListOf, Part } from '../registers/fields.js';

/** What an event says, as it was known at some position. */
export class Reading {
  @IsISO8601() readonly time!: string;

  @IsObject() readonly data!: object;
}

export const AMENDMENT_TYPES = ['event.corrected', 'event.retracted'] as const;

/** A correction or retraction that changed what an event says. */
export class AmendmentOfEntry {
  @IsInt() readonly position!: number;

  @IsIn(AMENDMENT_TYPES) readonly type!: (typeof AMENDMENT_TYPES)[number];

  @IsISO8601() readonly recordedtime!: string;

  @IsString() readonly reason!: string;

  @describe('What the event said before; absent where it had been retracted.')
  @IsOptional()
  @Part(() => Reading)
  readonly before?: Reading;

  @describe('What it says since; absent where it is retracted.')
  @IsOptional()
  @Part(() => Reading)
  readonly after?: Reading;
}

/** One event of a company, its systems or its algorithms, as it is known. */
export class TimelineEntry {
  @IsInt() readonly position!: number;

  @IsString() readonly id!: string;

  @IsString() readonly source!: string;

  @IsString() readonly type!: string;

  @IsString() readonly subject!: string;

  @describe('Valid time with corrections applied; if retracted, as it was last known.')
  @IsISO8601()
  readonly time!: string;

  @IsISO8601() readonly recordedtime!: string;

  @IsString() readonly actor!: string;

  @describe('Data with corrections applied; if retracted, as it was last known.')
  @IsObject()
  readonly data!: object;

  @describe('Whether a correction applies to it.')
  @IsBoolean()
  readonly corrected!: boolean;

  @describe('Whether it was taken back: it decides nothing any more.')
  @IsBoolean()
  readonly retracted!: boolean;

  @describe('Whether it lies after the moment that was asked for.')
  @IsBoolean()
  readonly announced!: boolean;

  @describe('Everything that changed what it says, in record order.')
  @ListOf(() => AmendmentOfEntry)
  readonly amendments!: readonly AmendmentOfEntry[];
}
