import {
  IsBoolean,
  IsIn,
  IsInt,
  IsISO8601,
  IsObject,
  IsOptional,
  IsString,
  Min,
} from 'class-validator';
import { describe } from '#libs/governance';
import type { EventRef } from '#libs/governance';
import { FORCES, GRADES, RULE_KINDS, STATUSES } from '#libs/rulebook';
import type { EventPattern, Force, Grade, RuleKind, Status } from '#libs/rulebook';
import { Because, ListOf, orErased, Part, Words } from '../../registers/fields.js';
import { LocalizedName } from '../../registers/localized-name.js';
import { TermLabel } from '../../registers/terms.js';

/** The statuses that a row can have: where a duty does not apply there is no row. */
export const ROW_STATUSES = STATUSES.filter((status) => status !== 'not-applicable');
export type RowStatus = Exclude<Status, 'not-applicable'>;

/** A kind of event that would settle a duty. */
export class Need {
  @IsString() readonly type!: string;

  @describe('What its data must say, field by field; a list means any of.')
  @IsObject()
  readonly where!: NonNullable<EventPattern['where']>;

  @describe('The same in words.')
  @Part(() => TermLabel)
  readonly label!: TermLabel;

  @describe('Where several things are needed together: which of them this would show.')
  @IsOptional()
  @IsInt()
  @Min(1)
  readonly member?: number;
}

/** What one duty of one company or system is at one moment, and because of what. */
export class StatusRow {
  @describe('`<collection>/<id>` of the company or system that it binds.')
  @IsString()
  readonly subject!: string;

  @IsString() readonly company!: string;

  @describe('Absent where it binds the company itself.')
  @IsOptional()
  @IsString()
  readonly system?: string;

  @describe('Kind of duty.')
  @IsIn(RULE_KINDS)
  readonly kind!: RuleKind;

  @IsString() readonly obligation!: string;

  @IsString() readonly instrument!: string;

  @IsString() readonly jurisdiction!: string;

  @IsString() readonly provision!: string;

  @Part(() => LocalizedName) readonly title!: LocalizedName;

  @IsIn(FORCES) readonly force!: Force;

  @describe('How well its wording is known; `unsourced` is not settled law.')
  @IsIn(GRADES)
  readonly grade!: Grade;

  @IsInt() readonly ruleVersion!: number;

  @IsIn(ROW_STATUSES) readonly status!: RowStatus;

  @describe('Since when it has this status without a break.')
  @IsISO8601()
  readonly since!: string;

  @describe('Until when it has it, if nothing else happens; absent where nothing would end it.')
  @IsOptional()
  @IsISO8601()
  readonly until?: string;

  @describe('The last day on which it is in time, in the time zone of its instrument.')
  @IsOptional()
  @IsString()
  readonly dueOn?: string;

  @describe('The end of that day, or the exact moment.')
  @IsOptional()
  @IsISO8601()
  readonly dueAt?: string;

  @describe('True where the due date may still move, e.g. for a calendar not yet published.')
  @IsOptional()
  @IsBoolean()
  readonly provisional?: boolean;

  @describe('Whether its term is the house’s own, for the law gives none.')
  @IsBoolean()
  readonly house!: boolean;

  @describe('A duty of an authority: shown and never counted.')
  @IsBoolean()
  readonly expectation!: boolean;

  @describe(orErased('Who looks after it, as assigned for the subject or else for its company'))
  @IsOptional()
  @IsString()
  readonly owner?: string;

  @describe('The day since which evidence shows it to be met.')
  @IsOptional()
  @IsString()
  readonly metOn?: string;

  @describe('Days since the last day on which it would have been in time.')
  @IsOptional()
  @IsInt()
  readonly daysLate?: number;

  @describe('What would settle it, any one of them, or of each `member` one.')
  @ListOf(() => Need)
  readonly needs!: readonly Need[];

  @Because() readonly because!: readonly EventRef[];

  @describe('Of an unknown status: the facts that would settle it.')
  @Words()
  readonly missing!: readonly string[];
}
