import { IsIn, IsInt, IsISO8601, IsOptional, IsString } from 'class-validator';
import { describe } from '#libs/governance';
import type { Dossier, EventRef } from '#libs/governance';
import { companyOf, eachRecord, fromDossier } from './dossier.js';
import type { Concerned } from './dossier.js';
import { becauseOf } from './event-reference.js';
import { Because } from './fields.js';
import { equalTo, lacking, ofCompany } from './filter.js';
import { defineRegister } from './register.js';
import type { KeyedRow } from './register.js';
import { byInstant, byText } from './sort.js';

export const CHECK_RESULTS = ['pass', 'fail'] as const;

/** A measure on one medium, or on all that have no row of their own. */
export class MeasureRow {
  @describe('A word of the vocabulary, e.g. `label.explicit`.')
  @IsString()
  readonly measure!: string;

  @describe('`<collection>/<id>` of the company or system that took it.')
  @IsString()
  readonly subject!: string;

  @IsOptional() @IsString() readonly company?: string;

  @describe('Absent: all media that have no row of their own.')
  @IsOptional()
  @IsString()
  readonly medium?: string;

  @describe('The feature, number or model that it covers; absent: all.')
  @IsOptional()
  @IsString()
  readonly for?: string;

  @IsOptional() @IsString() readonly channel?: string;

  @IsOptional() @IsInt() readonly months?: number;

  @IsOptional() @IsString() readonly method?: string;

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

  @Because() readonly because!: readonly EventRef[];
}

export const MEASURES = defineRegister<'measures', MeasureRow>({
  name: 'measures',
  title: { en: 'Measures', zh: '措施' },
  row: MeasureRow,
  filters: {
    company: ofCompany,
    subject: equalTo('subject', '`<collection>/<id>` of the company or system that took it.'),
    measure: equalTo('measure', 'A word of the vocabulary, e.g. `label.explicit`.'),
    medium: equalTo('medium', 'A medium, e.g. `video`.'),
    active: lacking('to', 'Whether it stands.'),
  },
  sorts: { measure: byText('measure'), subject: byText('subject'), from: byInstant('from') },
  defaultSort: 'subject',
  from: fromDossier(eachRecord('measures', rowOf)),
});

function rowOf(one: Dossier['measures'][number], concerned: Concerned): KeyedRow<MeasureRow> {
  const { measure, medium, adopted, withdrawn, lastCheck, lastPassed, lastFailed } = one;
  const row = {
    measure,
    ...concerned,
    ...(medium === undefined ? {} : { medium }),
    ...(one.for === undefined ? {} : { for: one.for }),
    ...(one.channel === undefined ? {} : { channel: one.channel }),
    ...(one.months === undefined ? {} : { months: one.months }),
    ...(one.method === undefined ? {} : { method: one.method }),
    ...(adopted && { from: adopted.time }),
    ...(withdrawn && { to: withdrawn.time }),
    ...(lastCheck && { lastOutcome: lastCheck.outcome, lastCheckedAt: lastCheck.time }),
    ...(lastPassed && { lastPassedAt: lastPassed.time }),
    ...(lastFailed && { lastFailedAt: lastFailed.time }),
    because: becauseOf(adopted, withdrawn, lastCheck, lastPassed, lastFailed),
  };
  const key = `${concerned.subject}/${measure}/${medium ?? ''}/${one.for ?? ''}`;
  return { key, ...companyOf(concerned), words: [measure, one.method], row };
}
