import { Type } from 'class-transformer';
import {
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsISO8601,
  IsObject,
  IsOptional,
  IsString,
  ValidateNested,
} from 'class-validator';
import { EventReference } from './event-reference.js';
import { LocalizedName } from './localized-name.js';

export const INSTRUMENT_STATES = ['published', 'in-force', 'suspended', 'repealed'] as const;
export type InstrumentState = (typeof INSTRUMENT_STATES)[number];

/** The instrument as published or amended at one time. */
export class InstrumentVersion {
  /** 1 as published, then one more with each amendment. */
  @IsInt() readonly version!: number;
  @IsISO8601() readonly from!: string;
  /** The fields that this version set. */
  @IsObject() readonly changes!: Readonly<Record<string, unknown>>;
}

export class InstrumentRow {
  @IsString() readonly id!: string;
  @ValidateNested() @Type(() => LocalizedName) readonly title!: LocalizedName;
  @IsString() readonly jurisdiction!: string;
  @IsString() readonly timeZone!: string;
  @IsArray() @IsString({ each: true }) readonly issuers!: readonly string[];
  @IsString() readonly kind!: string;
  @IsBoolean() readonly binding!: boolean;
  /** Civil date in the instrument's time zone; absent for a draft. */
  @IsOptional() @IsString() readonly effectiveFrom?: string;
  @IsString() readonly url!: string;
  @IsIn(INSTRUMENT_STATES) readonly state!: InstrumentState;
  @IsBoolean() readonly inForce!: boolean;
  /** Civil date or instant at which a running suspension ends by itself. */
  @IsOptional() @IsString() readonly suspendedUntil?: string;
  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => InstrumentVersion)
  readonly versions!: readonly InstrumentVersion[];
  /** Ids of the obligations that stand in it. */
  @IsArray() @IsString({ each: true }) readonly obligations!: readonly string[];
  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => EventReference)
  readonly because!: readonly EventReference[];
}
