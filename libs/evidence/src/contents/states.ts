import { aboutRule, told } from '#libs/compliance/pure';
import type { Answer, RuleTold, SourcedSubject } from '#libs/compliance/pure';
import type { CompanyFold } from './company-fold.js';
import { csvLine } from './csv.js';
import type { Cell } from './csv.js';

/** What one duty of a company is at an instant. */
export interface DutyState {
  readonly subject: SourcedSubject;
  readonly obligation: string;
  readonly rule: RuleTold;
  readonly answer: Answer;
}

/** Every duty of one subject that applies at an instant, by obligation. */
export function statesAt(
  { chronicle, position: knownAt }: CompanyFold,
  subject: SourcedSubject,
  validAt: number,
): readonly DutyState[] {
  const answers = chronicle.answersFrom(subject, { validAt, knownAt });
  return [...answers]
    .filter(([, { status }]) => status !== 'not-applicable')
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([obligation, answer]) => ({
      subject,
      obligation,
      rule: aboutRule(chronicle, obligation, [{ validAt, knownAt }]),
      answer,
    }));
}

/** The columns in which a status is told. */
export const TOLD = [
  'status',
  'since',
  'until',
  'ruleVersion',
  'dueOn',
  'dueAt',
  'provisional',
  'metOn',
  'missing',
] as const;

export function toldCells(answer: Answer, timeZone: string): readonly Cell[] {
  const status = told(answer, timeZone);
  return TOLD.map((name) => status[name]);
}

const HEADER = [
  'subject',
  'obligation',
  'instrument',
  'title_zh',
  'title_en',
  'expectation',
  ...TOLD,
  'because',
];

export function* stateLines(fold: CompanyFold, states: readonly DutyState[]): Generator<string> {
  yield csvLine(HEADER);
  for (const { subject, obligation, rule, answer } of states) {
    yield csvLine([
      subject.subject,
      obligation,
      instrumentOf(fold, obligation),
      rule.title.zh,
      rule.title.en,
      rule.expectation,
      ...toldCells(answer, rule.timeZone),
      answer.because,
    ]);
  }
}

/** The id of the instrument in which an obligation stands. */
export function instrumentOf({ chronicle, position }: CompanyFold, obligation: string): Cell {
  return chronicle.instrumentOf(obligation, position)?.slice('instruments/'.length);
}
