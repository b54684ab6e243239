import { Type } from 'class-transformer';
import {
  IsArray,
  IsBoolean,
  IsIn,
  IsISO8601,
  IsObject,
  IsOptional,
  IsString,
  ValidateNested,
} from 'class-validator';
import { EventReference } from './event-reference.js';
import { LocalizedName } from './localized-name.js';

export const FEATURE_STATES = ['running', 'suspended', 'removed'] as const;

export class FeatureOfSystem {
  @IsString() readonly feature!: string;
  @IsIn(FEATURE_STATES) readonly state!: (typeof FEATURE_STATES)[number];
  /** Valid time of the event that brought it into this state, as written. */
  @IsISO8601() readonly since!: string;
  @IsArray() @IsString({ each: true }) readonly capabilities!: readonly string[];
}

export class ReleaseOfSystem {
  @IsString() readonly version!: string;
  @IsISO8601() readonly publishedAt!: string;
  @IsOptional() @IsBoolean() readonly openWeights?: boolean;
  @IsOptional() @IsString() readonly licence?: string;
}

export class SystemRow {
  @IsString() readonly id!: string;
  @IsString() readonly company!: string;
  @ValidateNested() @Type(() => LocalizedName) readonly name!: LocalizedName;
  @IsString() readonly kind!: string;
  /** Absent while nothing on record says whether it runs. */
  @IsOptional() @IsBoolean() readonly available?: boolean;
  @IsOptional() @IsISO8601() readonly availableSince?: string;
  /** Absent while nothing declared any. */
  @IsOptional() @IsArray() @IsString({ each: true }) readonly capabilities?: readonly string[];
  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => FeatureOfSystem)
  readonly features!: readonly FeatureOfSystem[];
  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => ReleaseOfSystem)
  readonly releases!: readonly ReleaseOfSystem[];
  @IsArray() @IsString({ each: true }) readonly roles!: readonly string[];
  @IsArray() @IsString({ each: true }) readonly markets!: readonly string[];
  @IsOptional() @IsString() readonly audience?: string;
  @IsObject() readonly facts!: Readonly<Record<string, unknown>>;
  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => EventReference)
  readonly because!: readonly EventReference[];
}
