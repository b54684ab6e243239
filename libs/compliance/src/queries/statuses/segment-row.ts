import { IsBoolean, IsIn, IsInt, IsISO8601, IsOptional, IsString } from 'class-validator';
import { describe } from '#libs/governance';
import type { EventRef } from '#libs/governance';
import { FORCES, GRADES, STATUSES } from '#libs/rulebook';
import type { Force, Grade, Status } from '#libs/rulebook';
import { Because, Part, Words } from '../../registers/fields.js';
import { LocalizedName } from '../../registers/localized-name.js';

/** What one duty was through a stretch of time, for the same reasons. */
export class SegmentRow {
  @describe('`<collection>/<id>` of the company or system that it binds.')
  @IsString()
  readonly subject!: string;

  @IsString() readonly company!: string;

  @IsString() readonly obligation!: string;

  @IsString() readonly instrument!: string;

  @Part(() => LocalizedName) readonly title!: LocalizedName;

  @IsIn(FORCES) readonly force!: Force;

  @describe('How well its wording is known; `unsourced` is not settled law.')
  @IsIn(GRADES)
  readonly grade!: Grade;

  @describe('Absent while it does not apply.')
  @IsOptional()
  @IsInt()
  readonly ruleVersion?: number;

  @IsIn(STATUSES) readonly status!: Status;

  @describe('Never before the beginning of the period.')
  @IsISO8601()
  readonly from!: string;

  @describe('Never after the end of the period; absent where nothing would end it.')
  @IsOptional()
  @IsISO8601()
  readonly to?: string;

  @IsOptional() @IsString() readonly dueOn?: string;

  @IsOptional() @IsISO8601() readonly dueAt?: string;

  @IsOptional() @IsBoolean() readonly provisional?: boolean;

  @describe('The day since which evidence shows it to be met.')
  @IsOptional()
  @IsString()
  readonly metOn?: string;

  @describe(
    'Of the whole duty: whether it was met whenever in the period it applied and was not waived; ' +
      'absent where it never did.',
  )
  @IsOptional()
  @IsBoolean()
  readonly metThroughout?: boolean;

  @describe('A duty of an authority: shown and never counted.')
  @IsBoolean()
  readonly expectation!: boolean;

  @Because() readonly because!: readonly EventRef[];

  @describe('Of an unknown status: the facts that would settle it.')
  @Words()
  readonly missing!: readonly string[];
}
