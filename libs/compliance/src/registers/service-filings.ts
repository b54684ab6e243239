import { Type } from 'class-transformer';
import { IsArray, IsIn, IsISO8601, IsOptional, IsString, ValidateNested } from 'class-validator';
import { EventReference } from './event-reference.js';

export const SERVICE_FILING_KINDS = ['filing', 'registration'] as const;

/** A generative-AI filing (备案) or registration (登记). */
export class ServiceFilingRow {
  @IsString() readonly number!: string;
  @IsIn(SERVICE_FILING_KINDS) readonly kind!: (typeof SERVICE_FILING_KINDS)[number];
  /** `<collection>/<id>` of the system or company that it was granted to. */
  @IsString() readonly subject!: string;
  @IsString() readonly company!: string;
  @IsOptional() @IsString() readonly region?: string;
  @IsISO8601() readonly from!: string;
  /** Absent while it stands. */
  @IsOptional() @IsISO8601() readonly to?: string;
  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => EventReference)
  readonly because!: readonly EventReference[];
}
