import {
  IsIn,
  IsISO8601,
  IsOptional,
  IsString,
  Matches,
  MaxLength,
  MinLength,
} from 'class-validator';
import { DEADLINE_KINDS, DEADLINE_STATUSES, WITHIN_PATTERN } from '#libs/compliance';
import type { DeadlineKind, DeadlineStatus } from '#libs/compliance';
import { CALENDAR_LANGUAGES } from '#libs/exports';
import type { CalendarLanguage } from '#libs/exports';
import { describe } from '#libs/governance';
import { Given } from '../bodies/given.js';

const ID_LENGTH_MAX = 100;

/** What a calendar shall show. */
export class CalendarFeedRequest {
  @describe('Id of a company. Absent: all.')
  @Given()
  @IsString({ message: 'must be a text' })
  @MinLength(1, { message: 'must not be empty' })
  @MaxLength(ID_LENGTH_MAX, { message: `must have at most ${ID_LENGTH_MAX} characters` })
  readonly company?: string;

  @describe('How far ahead: days, weeks or months, e.g. `2w`. Absent: `30d`.')
  @Given()
  @Matches(WITHIN_PATTERN, { message: 'must be like 30d, 2w or 3m' })
  readonly within?: string;

  @describe('Kind of deadline. Absent: all.')
  @Given()
  @IsIn(DEADLINE_KINDS, { message: `must be one of ${DEADLINE_KINDS.join(', ')}` })
  readonly kind?: DeadlineKind;

  @describe('Status of what is due. Absent: all.')
  @Given()
  @IsIn(DEADLINE_STATUSES, { message: `must be one of ${DEADLINE_STATUSES.join(', ')}` })
  readonly status?: DeadlineStatus;

  @describe('Absent: the one that Accept-Language prefers.')
  @Given()
  @IsIn(CALENDAR_LANGUAGES, { message: `must be one of ${CALENDAR_LANGUAGES.join(', ')}` })
  readonly language?: CalendarLanguage;
}

/** A calendar feed, without the secret of its address. */
export class CalendarFeedAnswer {
  @IsString() readonly id!: string;

  @IsOptional() @IsString() readonly company?: string;

  @IsString() readonly within!: string;

  @IsOptional() @IsIn(DEADLINE_KINDS) readonly kind?: string;

  @IsOptional() @IsIn(DEADLINE_STATUSES) readonly status?: string;

  @IsIn(CALENDAR_LANGUAGES) readonly language!: string;

  @IsISO8601() readonly createdAt!: string;

  @describe('Whose key made it.')
  @IsString()
  readonly createdBy!: string;

  @describe('When it was last read, to the minute; absent where it never was.')
  @IsOptional()
  @IsISO8601()
  readonly lastUsedAt?: string;
}

export class NewCalendarFeedAnswer extends CalendarFeedAnswer {
  @describe('The address for calendar programs. It is shown now and never again.')
  @IsString()
  readonly url!: string;
}
