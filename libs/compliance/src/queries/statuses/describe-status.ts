import type { RecordedEvent } from '#libs/ledger';
import { localDate } from '#libs/rulebook';
import type { AsOf } from '../../as-of.js';
import type { RegisterRows } from '../../registers/list.js';
import type { Fields } from '../../registers/register.js';
import { daysBetween } from '../../time/civil-day.js';
import type { DeclaredLabels } from './declared-terms.js';
import { labelOf } from './labels.js';
import { neededPatterns } from './needs.js';
import type { StoredStatus } from './status-query.js';
import type { Need, StatusRow } from './status-row.js';
import type { Surroundings } from './surroundings.js';

type Row = Fields<StatusRow>;
type Obligation = RegisterRows['obligations'];

/** A stored status with everything that its reader must know. */
export function describeStatus(stored: StoredStatus, around: Surroundings, { validAt }: AsOf): Row {
  const { company, subject, obligation: id, status, missing } = stored;
  const rule = around.obligations.get(id) ?? unreadable(id);
  const events = stored.because.flatMap((position) => around.events.get(position) ?? []);
  const owner =
    around.owners.get(`${subject}/${id}`) ?? around.owners.get(`companies/${company}/${id}`);
  return {
    subject,
    company,
    ...systemOf(subject),
    ...ruleFields(rule),
    ruleVersion: stored.rule_version,
    status,
    ...stretchFields(stored, around),
    ...dueFields(stored),
    house: rule.house,
    expectation: rule.expectation,
    ...(owner === undefined ? {} : { owner }),
    ...(stored.met_at && { metOn: localDate(stored.met_at.getTime(), rule.timeZone) }),
    ...latenessOf(stored, rule, validAt),
    needs: needsOf(stored, rule, events, around.declared),
    because: events.map(referenceTo),
    missing,
  };
}

function systemOf(subject: string): { readonly system?: string } {
  const [collection, id = ''] = subject.split('/', 2);
  return collection === 'systems' ? { system: id } : {};
}

function ruleFields({ id, kind, instrument, jurisdiction, provision, ...rule }: Obligation) {
  const { title, force, grade } = rule;
  return { kind, obligation: id, instrument, jurisdiction, provision, title, force, grade };
}

function stretchFields(stored: StoredStatus, { stretches }: Surroundings) {
  const { subject, obligation } = stored;
  const { valid_from: since, valid_to: until } =
    stretches.get(`${subject}/${obligation}`) ?? stored;
  return {
    since: new Date(since).toISOString(),
    ...(until instanceof Date && { until: until.toISOString() }),
  };
}

export function dueFields(stored: Pick<StoredStatus, 'due_on' | 'due_at' | 'provisional'>) {
  const { due_on: dueOn, due_at: dueAt, provisional } = stored;
  return {
    ...(dueOn === null ? {} : { dueOn }),
    ...(dueAt === null ? {} : { dueAt: dueAt.toISOString() }),
    ...(provisional ? { provisional } : {}),
  };
}

function latenessOf(
  { status, due_on: dueOn }: StoredStatus,
  { timeZone }: Obligation,
  validAt: string,
): { readonly daysLate?: number } {
  if (status !== 'unevidenced' || dueOn === null) return {};
  return { daysLate: daysBetween(dueOn, localDate(Date.parse(validAt), timeZone)) };
}

function needsOf(
  { status }: StoredStatus,
  { rule }: Obligation,
  because: readonly RecordedEvent[],
  declared: DeclaredLabels,
): readonly Fields<Need>[] {
  return neededPatterns(status, rule, because).map(({ pattern, member }) => ({
    type: pattern.type,
    where: pattern.where ?? {},
    label: labelOf(pattern, declared),
    ...(member === undefined ? {} : { member }),
  }));
}

export function referenceTo({ position, type, time, recordedtime }: RecordedEvent) {
  return { position, type, time, recordedtime };
}

/** A rule whose text the registers could not read is shown all the same, and not as settled law. */
export function unreadable(id: string): Obligation {
  const rule = {
    id,
    instrument: '',
    jurisdiction: '',
    provision: '',
    title: { en: id },
    kind: 'standing',
    binds: 'system',
    force: 'draft',
    grade: 'unsourced',
    inForce: false,
    expectation: false,
    house: false,
    evaluated: true,
    timeZone: 'UTC',
    version: 0,
    versions: [],
    rule: { binds: 'system', kind: 'standing', appliesWhen: 'always', inForce: { from: null } },
    because: [],
  } as const;
  return rule;
}
