import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsObject,
  IsOptional,
  IsString,
  Matches,
  Max,
  MaxLength,
  Min,
  MinLength,
} from 'class-validator';
import type { CsvProfile, ExportLanguage, ExportMode, MissedRuns } from '#libs/exports';
import {
  CSV_PROFILES,
  DELIVERIES_MAX,
  EXPORT_LANGUAGES,
  EXPORT_MODES,
  GRACE_MINUTES_MAX,
  GRACE_MINUTES_UNASKED,
  MISSED_RUNS,
} from '#libs/exports';
import { describe } from '#libs/governance';
import { Given } from '../bodies/given.js';
import { ListOf, Part } from '../openapi/part.js';
import { DeliveryBody, RetentionBody, ScheduleBody } from './export-parts.js';

const NAME_LENGTH_MAX = 200;
const DATASET_LENGTH_MAX = 100;
const COLUMNS_MAX = 200;

/** An export as it is asked for. */
export class ExportRequest {
  @describe('What people call it.')
  @IsString({ message: 'must be a text' })
  @MinLength(1, { message: 'must not be empty' })
  @MaxLength(NAME_LENGTH_MAX, { message: `must have at most ${NAME_LENGTH_MAX} characters` })
  readonly name!: string;

  @describe('What is exported, e.g. `company-status`.')
  @IsString({ message: 'must be a text' })
  @MaxLength(DATASET_LENGTH_MAX, { message: `must have at most ${DATASET_LENGTH_MAX} characters` })
  readonly dataset!: string;

  @describe('A text, or a list of texts of which any may hold, by the names of the dataset.')
  @Given()
  @IsObject({ message: 'must be an object' })
  readonly filters?: object;

  @describe('`data` has exact values, `excel` is safe to open in a spreadsheet. Absent: `data`.')
  @Given()
  @IsIn(CSV_PROFILES, { message: `must be one of ${CSV_PROFILES.join(', ')}` })
  readonly profile?: CsvProfile;

  @describe('All rows, or what changed since the run before. Absent: `full`.')
  @Given()
  @IsIn(EXPORT_MODES, { message: `must be one of ${EXPORT_MODES.join(', ')}` })
  readonly mode?: ExportMode;

  @describe('Headers; those of the key are always written. Absent: all.')
  @Given()
  @IsArray({ message: 'must be a list' })
  @ArrayMaxSize(COLUMNS_MAX, { message: `must have at most ${COLUMNS_MAX} members` })
  @IsString({ each: true, message: 'must be a list of texts' })
  readonly columns?: string[];

  @describe('Only names and labels of this language. Absent: all.')
  @Given()
  @IsIn(EXPORT_LANGUAGES, { message: `must be one of ${EXPORT_LANGUAGES.join(', ')}` })
  readonly language?: ExportLanguage;

  @describe('When it is due. Absent: only when it is asked for.')
  @Given()
  @Part(() => ScheduleBody)
  readonly schedule?: ScheduleBody;

  @describe('Whom each run goes to. Absent: nobody; its files are fetched here.')
  @Given()
  @ListOf(() => DeliveryBody)
  @ArrayMaxSize(DELIVERIES_MAX, { message: `must have at most ${DELIVERIES_MAX} members` })
  readonly deliveries?: DeliveryBody[];

  @describe('Which of the runs that were missed are made up for. Absent: `all`.')
  @Given()
  @IsIn(MISSED_RUNS, { message: `must be one of ${MISSED_RUNS.join(', ')}` })
  readonly missedRuns?: MissedRuns;

  @describe(
    `A run that is not done so long after its time is overdue. Absent: ${GRACE_MINUTES_UNASKED}.`,
  )
  @Given()
  @IsInt({ message: 'must be a whole number' })
  @Min(1, { message: 'must be at least 1' })
  @Max(GRACE_MINUTES_MAX, { message: `must be at most ${GRACE_MINUTES_MAX}` })
  readonly graceMinutes?: number;

  @describe('How long files can be fetched here. Absent: 90 days.')
  @Given()
  @Part(() => RetentionBody)
  readonly retention?: RetentionBody;

  @describe('Whether the schedule runs. Absent: it does.')
  @Given()
  @IsBoolean({ message: 'must be true or false' })
  readonly enabled?: boolean;
}

/** What of an export is to be otherwise; `null` takes away what may be absent. */
export class ExportChanges {
  @Given()
  @IsString({ message: 'must be a text' })
  @MinLength(1, { message: 'must not be empty' })
  @MaxLength(NAME_LENGTH_MAX, { message: `must have at most ${NAME_LENGTH_MAX} characters` })
  readonly name?: string;

  @Given()
  @IsString({ message: 'must be a text' })
  @MaxLength(DATASET_LENGTH_MAX, { message: `must have at most ${DATASET_LENGTH_MAX} characters` })
  readonly dataset?: string;

  @describe('`null`: none.')
  @IsOptional()
  @IsObject({ message: 'must be an object' })
  readonly filters?: object | null;

  @Given()
  @IsIn(CSV_PROFILES, { message: `must be one of ${CSV_PROFILES.join(', ')}` })
  readonly profile?: CsvProfile;

  @Given()
  @IsIn(EXPORT_MODES, { message: `must be one of ${EXPORT_MODES.join(', ')}` })
  readonly mode?: ExportMode;

  @describe('`null`: all.')
  @IsOptional()
  @IsArray({ message: 'must be a list' })
  @ArrayMaxSize(COLUMNS_MAX, { message: `must have at most ${COLUMNS_MAX} members` })
  @IsString({ each: true, message: 'must be a list of texts' })
  readonly columns?: string[] | null;

  @describe('`null`: all.')
  @IsOptional()
  @IsIn(EXPORT_LANGUAGES, { message: `must be one of ${EXPORT_LANGUAGES.join(', ')}` })
  readonly language?: ExportLanguage | null;

  @describe('`null`: only when it is asked for. Times of a new one count from now on.')
  @IsOptional()
  @Part(() => ScheduleBody)
  readonly schedule?: ScheduleBody | null;

  @Given()
  @ListOf(() => DeliveryBody)
  @ArrayMaxSize(DELIVERIES_MAX, { message: `must have at most ${DELIVERIES_MAX} members` })
  readonly deliveries?: DeliveryBody[];

  @Given()
  @IsIn(MISSED_RUNS, { message: `must be one of ${MISSED_RUNS.join(', ')}` })
  readonly missedRuns?: MissedRuns;

  @describe(`\`null\`: ${GRACE_MINUTES_UNASKED}.`)
  @IsOptional()
  @IsInt({ message: 'must be a whole number' })
  @Min(1, { message: 'must be at least 1' })
  @Max(GRACE_MINUTES_MAX, { message: `must be at most ${GRACE_MINUTES_MAX}` })
  readonly graceMinutes?: number | null;

  @describe('`null`: 90 days.')
  @IsOptional()
  @Part(() => RetentionBody)
  readonly retention?: RetentionBody | null;

  @describe('Switched on again, it goes on with the next time; none was missed.')
  @Given()
  @IsBoolean({ message: 'must be true or false' })
  readonly enabled?: boolean;
}

/** A run as it is asked for. */
export class RunRequest {
  @describe('A time that has passed, RFC 3339. Absent: now.')
  @Given()
  @Matches(/^\d{4}-\d{2}-\d{2}T/, { message: 'must be an RFC 3339 time with its offset' })
  readonly nominalTime?: string;
}
