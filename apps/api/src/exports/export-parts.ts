import { IsIn, IsInt, IsString, Matches, Max, MaxLength, Min, MinLength } from 'class-validator';
import type { DeliveryKind } from '#libs/exports';
import {
  DELIVERY_KINDS,
  FOLDER_PATH_LENGTH_MAX,
  RETENTION_DAYS_MAX,
  RETENTION_RUNS_MAX,
  TIME_OF_DAY,
  WORKING_DAY_MAX,
} from '#libs/exports';
import { describe } from '#libs/governance';
import { Given } from '../bodies/given.js';
import { Part } from '../openapi/part.js';

const TEXT_LENGTH_MAX = 200;
const URL_LENGTH_MAX = 2_000;
const BUCKET = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;
const REGION = /^[a-z0-9-]{1,40}$/;

export class WorkingDayBody {
  @describe('Which working day of the month; the last one where it has fewer.')
  @IsInt({ message: 'must be a whole number' })
  @Min(1, { message: 'must be at least 1' })
  @Max(WORKING_DAY_MAX, { message: `must be at most ${WORKING_DAY_MAX}` })
  readonly nth!: number;

  @describe('Id of a calendar on the ledger, e.g. `cn`.')
  @IsString({ message: 'must be a text' })
  @MinLength(1, { message: 'must not be empty' })
  @MaxLength(TEXT_LENGTH_MAX, { message: `must have at most ${TEXT_LENGTH_MAX} characters` })
  readonly calendar!: string;

  @describe('Time of day, e.g. `09:00`.')
  @Matches(TIME_OF_DAY, { message: 'must be a time of day like 09:00' })
  readonly at!: string;

  @describe('IANA time zone.')
  @IsString({ message: 'must be a text' })
  @MaxLength(TEXT_LENGTH_MAX, { message: `must have at most ${TEXT_LENGTH_MAX} characters` })
  readonly timeZone!: string;
}

/** By cron expression and zone, or by working day. */
export class ScheduleBody {
  @describe('Five fields: minute, hour, day of the month, month, weekday.')
  @Given()
  @IsString({ message: 'must be a text' })
  @MaxLength(TEXT_LENGTH_MAX, { message: `must have at most ${TEXT_LENGTH_MAX} characters` })
  readonly cron?: string;

  @describe('IANA time zone whose clocks the expression is read on.')
  @Given()
  @IsString({ message: 'must be a text' })
  @MaxLength(TEXT_LENGTH_MAX, { message: `must have at most ${TEXT_LENGTH_MAX} characters` })
  readonly timeZone?: string;

  @describe('In place of an expression: a working day of each month.')
  @Given()
  @Part(() => WorkingDayBody)
  readonly workingDay?: WorkingDayBody;
}

/** A folder, a bucket or a webhook; each has fields of its own. */
export class DeliveryBody {
  @IsIn(DELIVERY_KINDS, { message: `must be one of ${DELIVERY_KINDS.join(', ')}` })
  readonly kind!: DeliveryKind;

  @describe('Of a folder: its name below EDICT_EXPORT_DIR, maybe with further ones below it.')
  @Given()
  @IsString({ message: 'must be a text' })
  @MaxLength(FOLDER_PATH_LENGTH_MAX, {
    message: `must have at most ${FOLDER_PATH_LENGTH_MAX} characters`,
  })
  readonly path?: string;

  @Given()
  @Matches(BUCKET, { message: 'must be the name of a bucket' })
  readonly bucket?: string;

  @describe('Of objects in a bucket.')
  @Given()
  @IsString({ message: 'must be a text' })
  @MaxLength(FOLDER_PATH_LENGTH_MAX, {
    message: `must have at most ${FOLDER_PATH_LENGTH_MAX} characters`,
  })
  readonly prefix?: string;

  @describe('Of a service that speaks S3. Absent: Amazon S3.')
  @Given()
  @IsString({ message: 'must be a text' })
  @MaxLength(URL_LENGTH_MAX, { message: `must have at most ${URL_LENGTH_MAX} characters` })
  readonly endpoint?: string;

  @Given()
  @Matches(REGION, { message: 'must be the name of a region' })
  readonly region?: string;

  @describe('Of a webhook, which is told `export.completed` as Standard Webhooks has it.')
  @Given()
  @IsString({ message: 'must be a text' })
  @MaxLength(URL_LENGTH_MAX, { message: `must have at most ${URL_LENGTH_MAX} characters` })
  readonly url?: string;
}

/** Where both are given, whichever ends first; the last run is always kept. */
export class RetentionBody {
  @describe('The files of so many runs are kept.')
  @Given()
  @IsInt({ message: 'must be a whole number' })
  @Min(1, { message: 'must be at least 1' })
  @Max(RETENTION_RUNS_MAX, { message: `must be at most ${RETENTION_RUNS_MAX}` })
  readonly runs?: number;

  @describe('Files are kept for so many days after their nominal time.')
  @Given()
  @IsInt({ message: 'must be a whole number' })
  @Min(1, { message: 'must be at least 1' })
  @Max(RETENTION_DAYS_MAX, { message: `must be at most ${RETENTION_DAYS_MAX}` })
  readonly days?: number;
}
