import { Type } from 'class-transformer';
import {
  IsArray,
  IsBoolean,
  IsISO8601,
  IsOptional,
  IsString,
  ValidateNested,
} from 'class-validator';
import { EventReference } from './event-reference.js';

export class TermLabel {
  @IsString() readonly zh!: string;
  @IsString() readonly en!: string;
}

/** A name that events may use: a measure, a fact, a kind of incident or assessment ... */
export class TermRow {
  @IsString() readonly kind!: string;
  @IsString() readonly name!: string;
  @ValidateNested() @Type(() => TermLabel) readonly label!: TermLabel;
  /** The type of a fact's value. */
  @IsOptional() @IsString() readonly valueType?: string;
  /** True where Edict itself declares it, at all times. */
  @IsBoolean() readonly builtIn!: boolean;
  @IsOptional() @IsISO8601() readonly definedAt?: string;
  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => EventReference)
  readonly because!: readonly EventReference[];
}
