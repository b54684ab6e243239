import { IsIn, IsInt, IsISO8601, IsOptional, IsString } from 'class-validator';
import { describe } from '#libs/governance';
import type { EventRef, Localized } from '#libs/governance';
import { STATUSES } from '#libs/rulebook';
import type { Status } from '#libs/rulebook';
import { EventReference } from '../registers/event-reference.js';
import { Because, Part } from '../registers/fields.js';
import { LocalizedName } from '../registers/localized-name.js';
import { CAUSES } from '../histories/cause.js';
import type { Cause } from '../histories/cause.js';

/** A duty became another one than it was. */
export class StatusChangeRow {
  @describe('The event that changed it; where time alone did, the last event until then.')
  @IsInt()
  readonly position!: number;

  @describe('When the event was recorded, or the instant that time reached.')
  @IsISO8601()
  readonly changedAt!: string;

  @IsIn(CAUSES) readonly cause!: Cause;

  @IsString() readonly company!: string;

  @describe('`<collection>/<id>` of the company or system that has the duty.')
  @IsString()
  readonly subject!: string;

  @describe('Absent where the company itself has the duty.')
  @IsOptional()
  @IsString()
  readonly system?: string;

  @IsString() readonly obligation!: string;

  @Part(() => LocalizedName) readonly title!: Localized;

  @IsIn(STATUSES) readonly before!: Status;

  @IsIn(STATUSES) readonly after!: Status;

  @describe('When it is due, or was, in its new status.')
  @IsOptional()
  @IsString()
  readonly dueOn?: string;

  @describe('The event at the position, where it is what changed the status.')
  @IsOptional()
  @Part(() => EventReference)
  readonly event?: EventRef;

  @Because() readonly because!: readonly EventRef[];
}
