import { Type } from 'class-transformer';
import {
  IsArray,
  IsIn,
  IsInt,
  IsISO8601,
  IsOptional,
  IsString,
  ValidateNested,
} from 'class-validator';
import { EventReference } from './event-reference.js';

export const CHECK_OUTCOMES = ['changed', 'unchanged', 'failed'] as const;

export class SourceRow {
  @IsString() readonly id!: string;
  @IsISO8601() readonly lastCheckedAt!: string;
  @IsIn(CHECK_OUTCOMES) readonly lastOutcome!: (typeof CHECK_OUTCOMES)[number];
  @IsOptional() @IsISO8601() readonly lastChangedAt?: string;
  @IsOptional() @IsISO8601() readonly lastFailedAt?: string;
  /** Checks that failed since the last one that did not. */
  @IsInt() readonly failures!: number;
  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => EventReference)
  readonly because!: readonly EventReference[];
}
