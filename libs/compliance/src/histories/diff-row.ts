import { IsIn, IsOptional, IsString } from 'class-validator';
import { describe } from '#libs/governance';
import type { EventRef, LocalName } from '#libs/governance';
import { Because, Part } from '../registers/fields.js';
import { LocalizedName } from '../registers/localized-name.js';
import type { Fields } from '../registers/register.js';
import { CAUSES, type Cause } from './cause.js';
import type { Change } from './changes.js';
import type { Chronicle } from './chronicle.js';
import { aboutRule } from './rule-told.js';
import type { Viewpoint } from './stage.js';
import { told, ToldStatus } from './told-status.js';

/** A duty whose status, or due date, is another one than before. */
export class DiffRow {
  @describe('`<collection>/<id>` of the company or system that it binds.')
  @IsString()
  readonly subject!: string;

  @IsString() readonly company!: string;

  @describe('Absent where it binds the company itself.')
  @IsOptional()
  @IsString()
  readonly system?: string;

  @IsString() readonly obligation!: string;

  @Part(() => LocalizedName) readonly title!: LocalName;

  @describe('What made the change; of several events the last one recorded.')
  @IsIn(CAUSES)
  readonly cause!: Cause;

  @Part(() => ToldStatus) readonly before!: ToldStatus;

  @Part(() => ToldStatus) readonly after!: ToldStatus;

  @describe(
    'The events that made the difference, in the order in which they were recorded; where time ' +
      'alone did, those that the status rests on.',
  )
  @Because()
  readonly events!: readonly EventRef[];
}

/** @param viewpoints the one before, then the one after */
export function diffRow(
  { subject, obligation, before, after, cause, events }: Change,
  company: string,
  chronicle: Chronicle,
  [from, to]: readonly [Viewpoint, Viewpoint],
): Fields<DiffRow> {
  const rule = aboutRule(chronicle, obligation, [to, from]);
  const grounds = after.because.length > 0 ? after.because : before.because;
  const named =
    events.length > 0 ? events : grounds.flatMap((position) => chronicle.eventAt(position) ?? []);
  return {
    subject,
    company,
    ...(subject.startsWith('systems/') && { system: subject.slice('systems/'.length) }),
    obligation,
    title: rule.title,
    cause,
    before: told(before, rule.timeZone),
    after: told(after, rule.timeZone),
    events: named.map(({ position, type, time, recordedtime }) => ({
      position,
      type,
      time,
      recordedtime,
    })),
  };
}
