import { IsBoolean, IsIn, IsInt, IsISO8601, IsOptional, IsString } from 'class-validator';
import { describe } from '#libs/governance';
import type { EventRef, Localized } from '#libs/governance';
import type { Status } from '#libs/rulebook';
import { Because, orErased, Part } from '../registers/fields.js';
import { LocalizedName } from '../registers/localized-name.js';

/** In the order in which those of one day and subject stand. */
export const DEADLINE_KINDS = ['case', 'house', 'obligation', 'waiver-end'] as const;
export type DeadlineKind = (typeof DEADLINE_KINDS)[number];

export const DEADLINE_STATUSES = [
  'breached',
  'unevidenced',
  'unknown',
  'pending',
  'met',
  'waived',
] as const satisfies readonly Status[];
export type DeadlineStatus = (typeof DEADLINE_STATUSES)[number];

/** Something that is due, or past due, on a day. */
export class DeadlineRow {
  @describe(
    '`obligation`: what the law asks; `case`: what an authority ordered; `house`: the day that the ' +
      'house set itself, beside the law’s; `waiver-end`: when an exemption ends.',
  )
  @IsIn(DEADLINE_KINDS)
  readonly kind!: DeadlineKind;

  @describe('Absent where the system concerned was not introduced.')
  @IsOptional()
  @IsString()
  readonly company?: string;

  @describe('`<collection>/<id>` of the company or system concerned.')
  @IsString()
  readonly subject!: string;

  @IsOptional() @IsString() readonly obligation?: string;

  @describe('Of kind `case`: the id of the case.')
  @IsOptional()
  @IsString()
  readonly case?: string;

  @Part(() => LocalizedName) readonly title!: Localized;

  @describe('The last day; the last one of a waiver.')
  @IsString()
  readonly dueOn!: string;

  @describe('The instant at which it is over, where a law’s time zone says so.')
  @IsOptional()
  @IsISO8601()
  readonly dueAt?: string;

  @describe(
    'The status of the obligation, `met` where a recurring one is due again; of a case `pending`, ' +
      'and `unevidenced` once its day has passed while it is open; of a waiver `waived`.',
  )
  @IsIn(DEADLINE_STATUSES)
  readonly status!: DeadlineStatus;

  @describe('Days until the last one; negative once it is late.')
  @IsInt()
  readonly daysLeft!: number;

  @describe('Present where the day may still move: a calendar is not published, a time is vague.')
  @IsOptional()
  @IsBoolean()
  readonly provisional?: boolean;

  @describe('Present where the day is the house’s own, for the law gives none or another.')
  @IsOptional()
  @IsBoolean()
  readonly house?: boolean;

  @describe('Present where it is a duty of an authority, expected and never counted.')
  @IsOptional()
  @IsBoolean()
  readonly expectation?: boolean;

  @describe(orErased('Who looks after it'))
  @IsOptional()
  @IsString()
  readonly owner?: string;

  @Because() readonly because!: readonly EventRef[];
}
