import { IsISO8601, IsOptional, IsString } from 'class-validator';
import { describe } from '#libs/governance';
import type { Dossier, EventRef } from '#libs/governance';
import { companyOf, eachRecord, fromDossier } from './dossier.js';
import type { Concerned } from './dossier.js';
import { becauseOf } from './event-reference.js';
import { Because } from './fields.js';
import { equalTo, inWords, ofCompany } from './filter.js';
import { defineRegister } from './register.js';
import type { KeyedRow } from './register.js';
import { byText } from './sort.js';

/** Who looks after an obligation of a company or system. */
export class DutyAssignmentRow {
  @IsString() readonly obligation!: string;

  @describe('`<collection>/<id>` of the company or system that has the duty.')
  @IsString()
  readonly subject!: string;

  @IsOptional() @IsString() readonly company?: string;

  @IsString() readonly owner!: string;

  @describe('The day by which the house wants it done; it never replaces the law’s.')
  @IsOptional()
  @IsString()
  readonly houseDueOn?: string;

  @IsISO8601() readonly since!: string;

  @Because() readonly because!: readonly EventRef[];
}

export const DUTY_ASSIGNMENTS = defineRegister<'duty-assignments', DutyAssignmentRow>({
  name: 'duty-assignments',
  title: { en: 'Duty assignments', zh: '责任分派' },
  row: DutyAssignmentRow,
  filters: {
    q: inWords,
    company: ofCompany,
    subject: equalTo('subject', '`<collection>/<id>` of the company or system.'),
    obligation: equalTo('obligation', 'Id of an obligation.'),
    owner: equalTo('owner', 'Who looks after it.'),
  },
  sorts: { obligation: byText('obligation'), owner: byText('owner') },
  defaultSort: 'obligation',
  from: fromDossier(eachRecord('duties', rowOf)),
});

function rowOf(
  { obligation, owner, houseDueOn, assigned }: Dossier['duties'][number],
  concerned: Concerned,
): KeyedRow<DutyAssignmentRow> {
  const row = {
    obligation,
    ...concerned,
    owner,
    ...(houseDueOn === undefined ? {} : { houseDueOn }),
    since: assigned.time,
    because: becauseOf(assigned),
  };
  const key = `${concerned.subject}/${obligation}`;
  return { key, ...companyOf(concerned), words: [obligation, owner], row };
}
