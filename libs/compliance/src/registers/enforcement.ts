import { Type } from 'class-transformer';
import { IsArray, IsIn, IsISO8601, IsOptional, IsString, ValidateNested } from 'class-validator';
import { EventReference } from './event-reference.js';

export const ENFORCEMENT_KINDS = ['case', 'restriction'] as const;

/** A case that an authority opened, or a listing that it imposed. */
export class EnforcementRow {
  @IsIn(ENFORCEMENT_KINDS) readonly kind!: (typeof ENFORCEMENT_KINDS)[number];
  /** `<collection>/<id>` of the company or system concerned. */
  @IsString() readonly subject!: string;
  @IsString() readonly company!: string;
  /** The case's id, or the list's name. */
  @IsString() readonly id!: string;
  @IsString() readonly authority!: string;
  @IsArray() @IsString({ each: true }) readonly measures!: readonly string[];
  @IsArray() @IsString({ each: true }) readonly obligations!: readonly string[];
  /** Civil date by which the authority's order is to be followed. */
  @IsOptional() @IsString() readonly dueOn?: string;
  /** Amount of a fine as it was written. */
  @IsOptional() @IsString() readonly amount?: string;
  @IsISO8601() readonly from!: string;
  /** Absent while the case is open or the restriction stands. */
  @IsOptional() @IsISO8601() readonly to?: string;
  @IsOptional() @IsString() readonly outcome?: string;
  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => EventReference)
  readonly because!: readonly EventReference[];
}
