import { Type } from 'class-transformer';
import { IsArray, IsIn, IsISO8601, IsOptional, IsString, ValidateNested } from 'class-validator';
import { EventReference } from './event-reference.js';

export const REGISTRATION_STATUSES = [
  'submitted',
  'returned',
  'refused',
  'registered',
  'change-submitted',
  'cancellation-submitted',
  'cancelled-by-provider',
  'cancelled-by-authority',
  'revoked',
] as const;
export type RegistrationStatus = (typeof REGISTRATION_STATUSES)[number];

/** One step of a registration, in valid-time order. */
export class RegistrationStep {
  @IsString() readonly type!: string;
  @IsISO8601() readonly time!: string;
  @IsOptional() @IsString() readonly reason?: string;
}

export class AlgorithmRegistrationRow {
  /** The stream's id. */
  @IsString() readonly id!: string;
  /** Digits of 网信算备…号; absent before registration. */
  @IsOptional() @IsString() readonly number?: string;
  @IsString() readonly name!: string;
  @IsString() readonly company!: string;
  @IsOptional() @IsString() readonly category?: string;
  @IsOptional() @IsString() readonly role?: string;
  @IsArray() @IsString({ each: true }) readonly products!: readonly string[];
  /** Bare ids of the systems linked to it. */
  @IsArray() @IsString({ each: true }) readonly systems!: readonly string[];
  /** The list that published it. */
  @IsOptional() @IsString() readonly list?: string;
  @IsIn(REGISTRATION_STATUSES) readonly status!: RegistrationStatus;
  @IsISO8601() readonly since!: string;
  @IsOptional() @IsISO8601() readonly submittedAt?: string;
  @IsOptional() @IsISO8601() readonly registeredAt?: string;
  /** When it was cancelled or revoked. */
  @IsOptional() @IsISO8601() readonly endedAt?: string;
  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => RegistrationStep)
  readonly lifecycle!: readonly RegistrationStep[];
  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => EventReference)
  readonly because!: readonly EventReference[];
}
