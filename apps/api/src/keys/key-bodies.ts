import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsIn,
  IsISO8601,
  IsObject,
  IsOptional,
  IsString,
  Matches,
  MaxLength,
  ValidateBy,
} from 'class-validator';
import { KEY_COMPANIES_MAX, KEY_NAME_LENGTH_MAX, ROLES } from '#libs/access';
import type { Role } from '#libs/access';
import { describe, ID_PATTERN } from '#libs/governance';
import { Given } from '../bodies/given.js';
import { ListOf, Part } from '../openapi/part.js';
import { isInToldYears } from '../parameters/told-years.js';

const TIMESTAMP = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)$/;

const TOLD_YEARS = {
  validate: (given: unknown): boolean => typeof given === 'string' && isInToldYears(given),
};

function Instant(description: string): PropertyDecorator {
  const message = 'must be an instant such as 2026-12-31T00:00:00Z';
  return (target, field) => {
    describe(description)(target, field);
    Given()(target, field);
    IsISO8601({ strict: true }, { message })(target, field);
    Matches(TIMESTAMP, { message })(target, field);
    ValidateBy({ name: 'toldYears', validator: TOLD_YEARS }, { message })(target, field);
  };
}

/** Valid time that may be asked about. */
export class KeyPeriod {
  @Instant('Its first instant. Absent: from the beginning.')
  readonly from?: string;

  @Instant('The first instant after it. Absent: without end.')
  readonly to?: string;
}

/** What a key shall let its holder do. */
export class KeyRequest {
  @describe('For people: whose it is and what for.')
  @IsString({ message: 'must be a text' })
  @Matches(/\S/u, { message: 'must not be blank' })
  @MaxLength(KEY_NAME_LENGTH_MAX, {
    message: `must have at most ${KEY_NAME_LENGTH_MAX} characters`,
  })
  readonly name!: string;

  @describe('One of them is enough for a route that names it.')
  @IsArray({ message: 'must be a list' })
  @ArrayMinSize(1, { message: 'must have at least 1 members' })
  @ArrayUnique({ message: 'must not name a role twice' })
  @IsIn(ROLES, { each: true, message: `must be of ${ROLES.join(', ')}` })
  readonly roles!: readonly Role[];

  @describe('Ids of the only companies that it reaches. Absent: all.')
  @Given()
  @IsArray({ message: 'must be a list' })
  @ArrayMinSize(1, { message: 'must have at least 1 members' })
  @ArrayMaxSize(KEY_COMPANIES_MAX, { message: `must have at most ${KEY_COMPANIES_MAX} members` })
  @ArrayUnique({ message: 'must not name a company twice' })
  @Matches(ID_PATTERN, { each: true, message: 'must be ids of companies' })
  readonly companies?: readonly string[];

  @describe('Valid time that may be asked about. Absent: all of it.')
  @Given()
  @IsObject({ message: 'must be an object' })
  @Part(() => KeyPeriod)
  readonly period?: KeyPeriod;

  @Instant('When it begins to be valid. Absent: now.')
  readonly usableFrom?: string;

  @Instant('When it ends by itself. Absent: never.')
  readonly expiresAt?: string;
}

/** Who asks, and what the credential allows. */
export class MeAnswer {
  @describe('As it stands in recorded events.')
  @IsString()
  readonly actor!: string;

  @IsIn(ROLES, { each: true }) readonly roles!: readonly Role[];

  @describe('Absent where it reaches all.')
  @IsOptional()
  @IsString({ each: true })
  readonly companies?: readonly string[];

  @IsOptional() @Part(() => KeyPeriod) readonly period?: KeyPeriod;
}

/** A key, without what proves it. */
export class KeyAnswer {
  @IsString() readonly id!: string;

  @IsString() readonly name!: string;

  @IsIn(ROLES, { each: true }) readonly roles!: readonly Role[];

  @IsOptional() @IsString({ each: true }) readonly companies?: readonly string[];

  @IsOptional() @Part(() => KeyPeriod) readonly period?: KeyPeriod;

  @IsOptional() @IsISO8601() readonly usableFrom?: string;

  @IsOptional() @IsISO8601() readonly expiresAt?: string;

  @IsISO8601() readonly createdAt!: string;

  @describe('Whose key made it; `cli` for a command on the host, `edict` for the first one.')
  @IsString()
  readonly createdBy!: string;

  @describe('When it was last used, to the minute; absent where it never was.')
  @IsOptional()
  @IsISO8601()
  readonly lastUsedAt?: string;
}

export class NewKeyAnswer extends KeyAnswer {
  @describe('The whole key. It is shown now and never again.')
  @IsString()
  readonly key!: string;
}

export class KeyList {
  @ListOf(() => KeyAnswer) readonly items!: readonly KeyAnswer[];
}
