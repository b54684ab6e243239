import { Type } from 'class-transformer';
import { IsArray, IsISO8601, IsOptional, IsString, ValidateNested } from 'class-validator';
import { EventReference } from './event-reference.js';

export class ClaimAssessment {
  @IsString() readonly outcome!: string;
  @IsISO8601() readonly time!: string;
}

/** What somebody says of a system or company: a claim, never a fact. */
export class ClaimRow {
  @IsString() readonly claim!: string;
  /** `<collection>/<id>` of the system or company concerned. */
  @IsString() readonly subject!: string;
  @IsString() readonly company!: string;
  @IsOptional() @IsString() readonly metric?: string;
  @IsOptional() @IsString() readonly value?: string;
  @IsISO8601() readonly publishedAt!: string;
  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => ClaimAssessment)
  readonly assessments!: readonly ClaimAssessment[];
  /** The last assessment's outcome; absent while nobody assessed it. */
  @IsOptional() @IsString() readonly outcome?: string;
  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => EventReference)
  readonly because!: readonly EventReference[];
}
