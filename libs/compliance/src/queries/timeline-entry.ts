import { Type } from 'class-transformer';
import {
  IsArray,
  IsBoolean,
  IsInt,
  IsISO8601,
  IsObject,
  IsOptional,
  IsString,
  ValidateNested,
} from 'class-validator';

/** One correction of an event: what it said before and what it says after. */
export class CorrectionOfEntry {
  @IsInt() readonly position!: number;
  @IsISO8601() readonly recordedtime!: string;
  @IsString() readonly reason!: string;
  @IsISO8601() readonly timeBefore!: string;
  @IsISO8601() readonly timeAfter!: string;
  @IsObject() readonly dataBefore!: object;
  @IsObject() readonly dataAfter!: object;
}

export class RetractionOfEntry {
  @IsInt() readonly position!: number;
  @IsISO8601() readonly recordedtime!: string;
  @IsString() readonly reason!: string;
}

/** One event of a company, its systems or its algorithms, as it is known. */
export class TimelineEntry {
  @IsInt() readonly position!: number;
  @IsString() readonly id!: string;
  @IsString() readonly source!: string;
  @IsString() readonly type!: string;
  @IsString() readonly subject!: string;
  /** Valid time, corrections applied. */
  @IsISO8601() readonly time!: string;
  @IsISO8601() readonly recordedtime!: string;
  @IsString() readonly actor!: string;
  /** Corrections applied. */
  @IsObject() readonly data!: object;
  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => CorrectionOfEntry)
  readonly corrections!: readonly CorrectionOfEntry[];
  /** Present where it was taken back: it decides nothing any more. */
  @IsOptional()
  @ValidateNested()
  @Type(() => RetractionOfEntry)
  readonly retraction?: RetractionOfEntry;
  /** False where it was retracted, or lies after the moment that was asked for. */
  @IsBoolean() readonly counts!: boolean;
}
