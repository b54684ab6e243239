import { Type } from 'class-transformer';
import { IsArray, IsIn, IsISO8601, IsOptional, IsString, ValidateNested } from 'class-validator';
import { EventReference } from './event-reference.js';

export const SUSPENDED_BY = ['provider', 'platform', 'authority'] as const;

export class FeatureSuspensionRow {
  @IsString() readonly system!: string;
  @IsString() readonly company!: string;
  @IsString() readonly feature!: string;
  @IsISO8601() readonly from!: string;
  /** Absent while the suspension runs. */
  @IsOptional() @IsISO8601() readonly to?: string;
  @IsString() readonly reason!: string;
  @IsIn(SUSPENDED_BY) readonly by!: (typeof SUSPENDED_BY)[number];
  @IsOptional() @IsString() readonly authority?: string;
  @IsOptional() @IsString() readonly remedy?: string;
  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => EventReference)
  readonly because!: readonly EventReference[];
}
