import { Type } from 'class-transformer';
import { IsArray, IsISO8601, IsOptional, IsString, ValidateNested } from 'class-validator';
import { EventReference } from './event-reference.js';

export class IncidentReport {
  @IsString() readonly to!: string;
  @IsISO8601() readonly time!: string;
}

export class IncidentRow {
  @IsString() readonly incident!: string;
  /** `<collection>/<id>` of the system or company concerned. */
  @IsString() readonly subject!: string;
  @IsString() readonly company!: string;
  @IsOptional() @IsString() readonly kind?: string;
  @IsOptional() @IsString() readonly severity?: string;
  @IsString() readonly description!: string;
  @IsISO8601() readonly occurredAt!: string;
  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => IncidentReport)
  readonly reports!: readonly IncidentReport[];
  /** Absent while it is open. */
  @IsOptional() @IsISO8601() readonly closedAt?: string;
  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => EventReference)
  readonly because!: readonly EventReference[];
}
