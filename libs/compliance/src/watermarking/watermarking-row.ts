import { IsIn, IsISO8601, IsOptional, IsString } from 'class-validator';
import { describe } from '#libs/governance';
import type { EventRef } from '#libs/governance';
import { FORCES, GRADES, STATUSES } from '#libs/rulebook';
import type { Force, Grade, Status } from '#libs/rulebook';
import { ROW_STATUSES } from '../queries/statuses/status-row.js';
import type { RowStatus } from '../queries/statuses/status-row.js';
import { Because, ListOf, Part, Words } from '../registers/fields.js';
import { LocalizedName } from '../registers/localized-name.js';
import { CHECK_RESULTS } from '../registers/measures.js';

/** An obligation that is met by labels. */
export class LabelDuty {
  @IsString() readonly obligation!: string;

  @IsString() readonly instrument!: string;

  @IsString() readonly jurisdiction!: string;

  @IsString() readonly provision!: string;

  @Part(() => LocalizedName) readonly title!: LocalizedName;

  @IsIn(FORCES) readonly force!: Force;

  @describe('How well its wording is known; `unsourced` is not settled law.')
  @IsIn(GRADES)
  readonly grade!: Grade;

  @describe('The labels that would meet it, e.g. `label.explicit`.')
  @Words()
  readonly labels!: readonly string[];

  @IsIn(ROW_STATUSES) readonly status!: RowStatus;

  @IsOptional() @IsString() readonly dueOn?: string;
}

/** A label on one medium, or on all that have no entry of their own. */
export class LabelOnRecord {
  @describe('The measure, e.g. `label.explicit`.')
  @IsString()
  readonly label!: string;

  @describe('The system, or its company where what it did counts for all of its systems.')
  @IsString()
  readonly subject!: string;

  @describe('Absent: all media that have no entry of their own.')
  @IsOptional()
  @IsString()
  readonly medium?: string;

  @describe('The feature or model that it covers; absent: all.')
  @IsOptional()
  @IsString()
  readonly for?: string;

  @IsOptional() @IsString() readonly channel?: string;

  @describe('How it is done, e.g. the technique.')
  @IsOptional()
  @IsString()
  readonly method?: string;

  @describe('Absent where only a check is on record.')
  @IsOptional()
  @IsISO8601()
  readonly from?: string;

  @describe('When it was withdrawn; absent while it stands.')
  @IsOptional()
  @IsISO8601()
  readonly to?: string;

  @describe('What the last check found; absent while nobody checked.')
  @IsOptional()
  @IsIn(CHECK_RESULTS)
  readonly lastOutcome?: (typeof CHECK_RESULTS)[number];

  @IsOptional() @IsISO8601() readonly lastCheckedAt?: string;

  @IsOptional() @IsISO8601() readonly lastPassedAt?: string;

  @IsOptional() @IsISO8601() readonly lastFailedAt?: string;
}

/** The watermarks (labels) of one system: those that it must have, and those on record. */
export class WatermarkingRow {
  @IsString() readonly system!: string;

  @IsString() readonly company!: string;

  @Part(() => LocalizedName) readonly name!: LocalizedName;

  @describe('The worst status of its duties; `not-applicable` where none binds it.')
  @IsIn(STATUSES)
  readonly status!: Status;

  @describe('The obligations that bind it and that labels would meet, as its rules say.')
  @ListOf(() => LabelDuty)
  readonly duties!: readonly LabelDuty[];

  @describe('Visible watermarks: explicit labels (显式标识) that people see or hear.')
  @ListOf(() => LabelOnRecord)
  readonly explicit!: readonly LabelOnRecord[];

  @describe('Embedded watermarks: implicit labels (隐式标识) in metadata or content.')
  @ListOf(() => LabelOnRecord)
  readonly implicit!: readonly LabelOnRecord[];

  @describe('What else is on record about labelling, e.g. its explanation in the terms of use.')
  @ListOf(() => LabelOnRecord)
  readonly other!: readonly LabelOnRecord[];

  @Because() readonly because!: readonly EventRef[];
}
