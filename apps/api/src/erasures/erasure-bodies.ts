import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsIn,
  IsInt,
  IsISO8601,
  IsObject,
  IsOptional,
  IsString,
  Matches,
  MaxLength,
  Min,
  MinLength,
} from 'class-validator';
import { describe, EventName, NAME_LENGTH_MAX } from '#libs/governance';
import { Given } from '../bodies/given.js';
import { ListOf, Part } from '../openapi/part.js';

const FIELDS_MAX = 100;
const REASON_LENGTH_MAX = 1_000;
const POINTER = /^(\/[^/]+)+$/;

/** What shall be erased: values of one event, or all that is exactly one name. */
export class ErasureRequest {
  @describe('The event whose values shall be erased. Either this or `person`.')
  @Given()
  @IsObject({ message: 'must be an object' })
  @Part(() => EventName)
  readonly event?: EventName;

  @describe('JSON pointers into the data of the event, e.g. `/owner`. Absent: all that stand.')
  @Given()
  @IsArray({ message: 'must be a list' })
  @ArrayMinSize(1, { message: 'must have at least 1 members' })
  @ArrayMaxSize(FIELDS_MAX, { message: `must have at most ${FIELDS_MAX} members` })
  @Matches(POINTER, { each: true, message: 'must be JSON pointers such as /owner' })
  readonly fields?: readonly string[];

  @describe('Erase every value that is exactly this name, in whatever event. It is not kept.')
  @Given()
  @IsString({ message: 'must be a text' })
  @MinLength(1, { message: 'must not be empty' })
  @MaxLength(NAME_LENGTH_MAX, { message: `must have at most ${NAME_LENGTH_MAX} characters` })
  readonly person?: string;

  @describe('Why it is erased. Recorded for ever, so it must not contain what is erased.')
  @IsString({ message: 'must be a text' })
  @Matches(/\S/u, { message: 'must not be blank' })
  @MaxLength(REASON_LENGTH_MAX, { message: `must have at most ${REASON_LENGTH_MAX} characters` })
  readonly reason!: string;
}

/** The event that an erasure names. */
export class ErasedEvent {
  @IsString() readonly source!: string;

  @IsString() readonly id!: string;

  @IsInt() @Min(1) readonly position!: number;

  @describe('JSON pointers into its data.')
  @IsArray()
  @IsString({ each: true })
  readonly fields!: readonly string[];
}

/** An erasure that was asked for. It never shows the value. */
export class ErasureAnswer {
  @IsString() readonly id!: string;

  @describe('`pending` until somebody else approves it; then everything is destroyed at once.')
  @IsIn(['pending', 'erased'])
  readonly state!: string;

  @describe('Absent where it is about a person.')
  @IsOptional()
  @Part(() => ErasedEvent)
  readonly event?: ErasedEvent;

  @IsString() readonly reason!: string;

  @describe('Whose key asked for it.')
  @IsString()
  readonly requestedBy!: string;

  @IsISO8601() readonly requestedAt!: string;

  @describe('Whose key approved it, or `cli` for a command on the host.')
  @IsOptional()
  @IsString()
  readonly approvedBy?: string;

  @describe('The record time of what the ledger says about it.')
  @IsOptional()
  @IsISO8601()
  readonly approvedAt?: string;

  @describe('How many values it would destroy now, or has destroyed.')
  @IsInt()
  @Min(0)
  readonly values!: number;
}

export class ErasureList {
  @describe('Newest first, at most 1,000.')
  @ListOf(() => ErasureAnswer)
  readonly items!: readonly ErasureAnswer[];
}
