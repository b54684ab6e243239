import { IsISO8601, IsOptional, IsString } from 'class-validator';
import { describe } from '#libs/governance';
import type { Dossier, EventRef } from '#libs/governance';
import { companyOf, eachRecord, fromDossier } from './dossier.js';
import type { Concerned } from './dossier.js';
import { becauseOf } from './event-reference.js';
import { Because, ListOf } from './fields.js';
import { equalTo, lacking, ofCompany } from './filter.js';
import { defineRegister } from './register.js';
import type { KeyedRow } from './register.js';
import { byInstant, byText } from './sort.js';

export class IncidentReport {
  @describe('Who was told.')
  @IsString()
  readonly to!: string;

  @IsISO8601() readonly time!: string;
}

export class IncidentRow {
  @IsString() readonly incident!: string;

  @describe('`<collection>/<id>` of the company or system concerned.')
  @IsString()
  readonly subject!: string;

  @IsOptional() @IsString() readonly company?: string;

  @IsOptional() @IsString() readonly kind?: string;

  @IsOptional() @IsString() readonly severity?: string;

  @IsOptional() @IsString() readonly description?: string;

  @describe('Absent where only a report of it is on record.')
  @IsOptional()
  @IsISO8601()
  readonly occurredAt?: string;

  @ListOf(() => IncidentReport) readonly reports!: readonly IncidentReport[];

  @describe('Absent while it is open.')
  @IsOptional()
  @IsISO8601()
  readonly closedAt?: string;

  @Because() readonly because!: readonly EventRef[];
}

export const INCIDENTS = defineRegister<'incidents', IncidentRow>({
  name: 'incidents',
  title: { en: 'Incidents', zh: '安全事件' },
  row: IncidentRow,
  filters: {
    company: ofCompany,
    subject: equalTo('subject', '`<collection>/<id>` of the company or system concerned.'),
    kind: equalTo('kind', 'Kind of incident.'),
    active: lacking('closedAt', 'Whether it is open.'),
  },
  sorts: { occurredAt: byInstant('occurredAt'), incident: byText('incident') },
  defaultSort: '-occurredAt',
  from: fromDossier(eachRecord('incidents', rowOf)),
});

function rowOf(one: Dossier['incidents'][number], concerned: Concerned): KeyedRow<IncidentRow> {
  const row = {
    incident: one.incident,
    ...concerned,
    ...(one.kind === undefined ? {} : { kind: one.kind }),
    ...(one.severity === undefined ? {} : { severity: one.severity }),
    ...(one.description === undefined ? {} : { description: one.description }),
    ...(one.occurred && { occurredAt: one.occurred.time }),
    reports: one.reports.map(({ to, time }) => ({ to, time })),
    ...(one.closed && { closedAt: one.closed.time }),
    because: becauseOf(one.occurred, ...one.reports, one.closed),
  };
  const key = `${concerned.subject}/${one.incident}`;
  return { key, ...companyOf(concerned), words: [one.incident, one.description], row };
}
