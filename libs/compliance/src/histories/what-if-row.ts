import { IsIn, IsInt, IsISO8601, IsOptional, IsString } from 'class-validator';
import { describe } from '#libs/governance';
import type { LocalName } from '#libs/governance';
import { ListOf, Part } from '../registers/fields.js';
import { LocalizedName } from '../registers/localized-name.js';
import type { Fields } from '../registers/register.js';
import { CAUSES, type Cause } from './cause.js';
import type { Change } from './changes.js';
import type { Chronicle } from './chronicle.js';
import { aboutRule } from './rule-told.js';
import type { Viewpoint } from './stage.js';
import { told, ToldStatus } from './told-status.js';

/** One of the events that were supposed. */
export class SupposedEvent {
  @describe('Its place among the events that were sent, from 0.')
  @IsInt()
  readonly index!: number;

  @IsString() readonly type!: string;

  @IsISO8601() readonly time!: string;
}

/** A duty whose status, or due date, would be another one. */
export class WhatIfRow {
  @describe('`<collection>/<id>` of the company or system that it would bind.')
  @IsString()
  readonly subject!: string;

  @IsString() readonly company!: string;

  @describe('Absent where it binds the company itself.')
  @IsOptional()
  @IsString()
  readonly system?: string;

  @IsString() readonly obligation!: string;

  @Part(() => LocalizedName) readonly title!: LocalName;

  @describe('What would make the change; of several events the last one.')
  @IsIn(CAUSES)
  readonly cause!: Cause;

  @Part(() => ToldStatus) readonly before!: ToldStatus;

  @Part(() => ToldStatus) readonly after!: ToldStatus;

  @describe('The supposed events that would make the difference, in their order.')
  @ListOf(() => SupposedEvent)
  readonly events!: readonly Fields<SupposedEvent>[];
}

/** @param viewpoints what is recorded, then what is supposed besides */
export function whatIfRow(
  { subject, obligation, before, after, cause, events }: Change,
  company: string,
  chronicle: Chronicle,
  [from, to]: readonly [Viewpoint, Viewpoint],
): Fields<WhatIfRow> {
  const rule = aboutRule(chronicle, obligation, [to, from]);
  return {
    subject,
    company,
    ...(subject.startsWith('systems/') && { system: subject.slice('systems/'.length) }),
    obligation,
    title: rule.title,
    cause,
    before: told(before, rule.timeZone),
    after: told(after, rule.timeZone),
    events: events.map(({ position, type, time }) => ({
      index: position - from.knownAt - 1,
      type,
      time,
    })),
  };
}
