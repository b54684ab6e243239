import { ENFORCEMENT_MEASURES } from '#libs/governance';
import type { EventRef, Localized } from '#libs/governance';
import { localDate } from '#libs/rulebook';
import type { AsOf } from '../as-of.js';
import type { Fields } from '../registers/register.js';
import { daysBetween } from '../time/civil-day.js';
import type { DeadlineRow } from './deadline-row.js';
import type { Deadline } from './deadlines.js';
import type { FoundDeadline } from './found-deadline.js';
import type { ObligationThen } from '../queries/obligations-then.js';

type Row = Fields<DeadlineRow>;

/** What stands elsewhere about a deadline. */
export interface AroundDeadline {
  readonly obligations: ReadonlyMap<string, ObligationThen>;
  readonly events: ReadonlyMap<number, EventRef>;
  readonly owner: string | undefined;
  readonly asOf: AsOf;
  /** IANA, of days that no law's time zone says. */
  readonly timeZone: string;
}

/** A deadline as its reader needs it. */
export function describeDeadline(found: FoundDeadline, around: AroundDeadline): Deadline {
  const { revision, dueOn, subject, thing, kind } = found;
  return {
    row: rowOf(found, around),
    place: { dueOn, subject, thing, kind },
    revision,
    changedAt: changedAt(found, around.events),
  };
}

/** When it was recorded, or when time brought it about if that was later. */
function changedAt({ revision, since }: FoundDeadline, events: AroundDeadline['events']): string {
  const recordedtime = events.get(revision)?.recordedtime;
  const recorded = recordedtime === undefined ? 0 : Date.parse(recordedtime);
  const became = since instanceof Date ? since.getTime() : 0;
  return new Date(Math.max(recorded, became)).toISOString();
}

function rowOf(found: FoundDeadline, around: AroundDeadline): Row {
  const { kind, company, subject, obligation, dueOn, dueAt, status } = found;
  const rule = obligation === undefined ? undefined : around.obligations.get(obligation);
  const { owner } = around;
  return {
    kind,
    ...(company === null ? {} : { company }),
    subject,
    ...(obligation === undefined ? {} : { obligation }),
    ...(found.case === undefined ? {} : { case: found.case }),
    title: titleOf(found, rule),
    dueOn,
    ...(dueAt && { dueAt: dueAt.toISOString() }),
    status,
    daysLeft: daysLeft(found, rule?.timeZone ?? around.timeZone, around.asOf),
    ...(found.provisional ? { provisional: true } : {}),
    ...(kind === 'house' || rule?.house ? { house: true } : {}),
    ...(rule?.expectation ? { expectation: true } : {}),
    ...(owner === undefined ? {} : { owner }),
    because: becauseOf(found, around.events),
  };
}

/** Also where only hours of the last day have passed, what is late has less than no days left. */
function daysLeft({ dueOn, dueAt, kind }: FoundDeadline, zone: string, { validAt }: AsOf): number {
  const instant = Date.parse(validAt);
  const days = daysBetween(localDate(instant, zone), dueOn);
  const isLate = kind === 'obligation' && dueAt != null && dueAt.getTime() <= instant;
  return isLate ? Math.min(days, -1) : days;
}

function becauseOf({ because }: FoundDeadline, events: ReadonlyMap<number, EventRef>) {
  const positions = [...new Set(because)].sort((one, other) => one - other);
  return positions.flatMap((position) => {
    const event = events.get(position);
    return event === undefined ? [] : [referenceTo(event)];
  });
}

function referenceTo({ position, type, time, recordedtime }: EventRef): EventRef {
  return { position, type, time, recordedtime };
}

function titleOf(found: FoundDeadline, rule: ObligationThen | undefined): Localized {
  const { kind, authority = '', measures = [], obligation = '' } = found;
  if (kind === 'case') return orderOf(authority, measures);
  const title = rule?.title ?? { en: obligation, zh: obligation };
  if (kind !== 'waiver-end') return title;
  return { en: `Waiver ends: ${title.en}`, zh: `豁免到期：${title.zh}` };
}

function orderOf(authority: string, measures: readonly string[]): Localized {
  const labels = measures.map((name) => MEASURE_LABELS.get(name) ?? { en: name, zh: name });
  return {
    en: `Order of ${authority}: ${labels.map(({ en }) => en).join(', ')}`,
    zh: `${authority}要求：${labels.map(({ zh }) => zh).join('、')}`,
  };
}

const MEASURE_LABELS: ReadonlyMap<string, Localized> = new Map(
  ENFORCEMENT_MEASURES.map(({ name, label }) => [name, label]),
);
