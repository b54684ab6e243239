import { IsISO8601, IsOptional, IsString } from 'class-validator';
import { describe } from '#libs/governance';
import type { Dossier, EventRef } from '#libs/governance';
import { companyOf, eachRecord, fromDossier } from './dossier.js';
import type { Concerned } from './dossier.js';
import { becauseOf, originOf } from './event-reference.js';
import { Because, orErased } from './fields.js';
import { equalTo, lacking, ofCompany } from './filter.js';
import { defineRegister } from './register.js';
import type { KeyedRow } from './register.js';
import { byInstant, byText } from './sort.js';

/** An exemption from an obligation. */
export class WaiverRow {
  @IsString() readonly obligation!: string;

  @describe('`<collection>/<id>` of the company or system that was exempted.')
  @IsString()
  readonly subject!: string;

  @IsOptional() @IsString() readonly company?: string;

  @describe(orErased('Who granted it'))
  @IsString()
  readonly by!: string;

  @IsString() readonly reason!: string;

  @IsISO8601() readonly from!: string;

  @describe('A day is its last one; a time is its end. Absent: until it is ended.')
  @IsOptional()
  @IsString()
  readonly until?: string;

  @describe('When it was ended; absent where it runs until its time.')
  @IsOptional()
  @IsISO8601()
  readonly to?: string;

  @Because() readonly because!: readonly EventRef[];
}

export const WAIVERS = defineRegister<'waivers', WaiverRow>({
  name: 'waivers',
  title: { en: 'Waivers', zh: '豁免' },
  row: WaiverRow,
  filters: {
    company: ofCompany,
    subject: equalTo('subject', '`<collection>/<id>` of the company or system exempted.'),
    obligation: equalTo('obligation', 'Id of an obligation.'),
    active: lacking('to', 'Whether nobody ended it before its time.'),
  },
  sorts: { from: byInstant('from'), obligation: byText('obligation') },
  defaultSort: '-from',
  from: fromDossier(eachRecord('waivers', rowOf)),
});

function rowOf(
  { obligation, until, by, reason, granted, ended }: Dossier['waivers'][number],
  concerned: Concerned,
): KeyedRow<WaiverRow> {
  const row = {
    obligation,
    ...concerned,
    by,
    reason,
    from: granted.time,
    ...(until === undefined ? {} : { until }),
    ...(ended && { to: ended.time }),
    because: becauseOf(granted, ended),
  };
  const key = `${concerned.subject}/${obligation}/${originOf(granted)}`;
  return { key, ...companyOf(concerned), words: [obligation], row };
}
