import { IsISO8601, IsOptional, IsString } from 'class-validator';
import { describe } from '#libs/governance';
import type { Dossier, EventRef } from '#libs/governance';
import { companyOf, eachRecord, fromDossier } from './dossier.js';
import type { Concerned } from './dossier.js';
import { becauseOf } from './event-reference.js';
import { Because, orErased } from './fields.js';
import { equalTo, inWords, naming, ofCompany } from './filter.js';
import { defineRegister } from './register.js';
import type { KeyedRow } from './register.js';
import { byText } from './sort.js';

/** Who looks after one duty of a company or system. */
export class DutyRow {
  @describe('`<collection>/<id>` of the company or system concerned.')
  @IsString()
  readonly subject!: string;

  @IsOptional() @IsString() readonly company?: string;

  @IsString() readonly obligation!: string;

  @describe(orErased('Who looks after it'))
  @IsString()
  readonly owner!: string;

  @describe('The day by which the house wants it done; it never replaces the law’s.')
  @IsOptional()
  @IsString()
  readonly houseDueOn?: string;

  @IsISO8601() readonly assignedAt!: string;

  @Because() readonly because!: readonly EventRef[];
}

export const DUTIES = defineRegister<'duties', DutyRow>({
  name: 'duties',
  title: { en: 'Assigned duties', zh: '责任分派' },
  row: DutyRow,
  filters: {
    q: inWords,
    company: ofCompany,
    subject: equalTo('subject', '`<collection>/<id>` of the company or system concerned.'),
    obligation: equalTo('obligation', 'Id of the obligation.'),
    owner: naming('owner', 'Who looks after it.'),
  },
  sorts: { subject: byText('subject'), houseDueOn: byText('houseDueOn') },
  defaultSort: 'subject',
  from: fromDossier(eachRecord('duties', rowOf)),
});

function rowOf(
  { obligation, owner, houseDueOn, assigned }: Dossier['duties'][number],
  concerned: Concerned,
): KeyedRow<DutyRow> {
  const row = {
    ...concerned,
    obligation,
    owner,
    ...(houseDueOn === undefined ? {} : { houseDueOn }),
    assignedAt: assigned.time,
    because: becauseOf(assigned),
  };
  const key = `${concerned.subject}/${obligation}`;
  return { key, ...companyOf(concerned), words: [obligation], row };
}
