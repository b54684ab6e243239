import { IsBoolean, IsIn, IsInt, IsISO8601, IsObject, IsOptional, IsString } from 'class-validator';
import { describe, standsAt } from '#libs/governance';
import type {
  EventRef,
  InstrumentState,
  ObligationState,
  RecordedRule,
  RuleVersion,
} from '#libs/governance';
import { FORCES, GRADES, RULE_FIELDS, RULE_KINDS, startOfDay } from '#libs/rulebook';
import type { Force, Grade, Rule, RuleKind } from '#libs/rulebook';
import { becauseOf } from './event-reference.js';
import { Because, ListOf, Part, Words } from './fields.js';
import { equalTo, inWords, oneOf, truth } from './filter.js';
import { endsOfSuspensions } from './instruments.js';
import { LocalizedName } from './localized-name.js';
import { defineRegister } from './register.js';
import type { KeyedRow, Moment } from './register.js';
import { byText } from './sort.js';

/** The wording of an obligation from one time on. */
export class ObligationVersion {
  @describe('1 as defined, then one more with each amendment.')
  @IsInt()
  readonly version!: number;

  @IsISO8601() readonly from!: string;

  @describe('The fields that differ from the version before.')
  @Words()
  readonly changed!: readonly string[];
}

/** One duty of the rulebook in the wording that is valid then. */
export class ObligationRow {
  @IsString() readonly id!: string;

  @IsString() readonly instrument!: string;

  @IsString() readonly jurisdiction!: string;

  @describe('The provision that it comes from, e.g. `4(1)`.')
  @IsString()
  readonly provision!: string;

  @Part(() => LocalizedName) readonly title!: LocalizedName;

  @IsIn(RULE_KINDS) readonly kind!: RuleKind;

  @describe('Whom it binds: each `system` by itself, or the `company`.')
  @IsIn(['system', 'company'])
  readonly binds!: Rule['binds'];

  @IsIn(FORCES) readonly force!: Force;

  @describe('How well its wording is known; `unsourced` is not settled law.')
  @IsIn(GRADES)
  readonly grade!: Grade;

  @describe(
    'Whether it is in force: within its dates, its instrument neither suspended nor repealed.',
  )
  @IsBoolean()
  readonly inForce!: boolean;

  @describe('The first day on which it is in force; absent for a draft.')
  @IsOptional()
  @IsString()
  readonly inForceFrom?: string;

  @describe('The day on which it no longer is.')
  @IsOptional()
  @IsString()
  readonly inForceTo?: string;

  @IsOptional() @IsISO8601() readonly withdrawnAt?: string;

  @describe('A duty of an authority: shown and never counted.')
  @IsBoolean()
  readonly expectation!: boolean;

  @describe('Whether its term is the house’s own, for the law gives none.')
  @IsBoolean()
  readonly house!: boolean;

  @describe('False where no event can show it: listed and never counted.')
  @IsBoolean()
  readonly evaluated!: boolean;

  @describe('What a breach may cost.')
  @IsOptional()
  @Part(() => LocalizedName)
  readonly penalty?: LocalizedName;

  @describe('Where the provision can be read.')
  @IsOptional()
  @IsString()
  readonly url?: string;

  @describe('IANA time zone in which its dates are days.')
  @IsString()
  readonly timeZone!: string;

  @IsInt() readonly version!: number;

  @ListOf(() => ObligationVersion) readonly versions!: readonly ObligationVersion[];

  @describe('When it applies, by when it is due and what shows it, as it is evaluated.')
  @IsObject()
  readonly rule!: Rule;

  @Because() readonly because!: readonly EventRef[];
}

export const OBLIGATIONS = defineRegister<'obligations', ObligationRow>({
  name: 'obligations',
  title: { en: 'Obligations', zh: '义务' },
  row: ObligationRow,
  filters: {
    q: inWords,
    instrument: equalTo('instrument', 'Id of the instrument that it stands in.'),
    jurisdiction: equalTo('jurisdiction', 'Where it applies, e.g. `CN`.'),
    kind: oneOf('kind', RULE_KINDS, 'Kind of duty.'),
    force: oneOf('force', FORCES, 'What force it has.'),
    grade: oneOf('grade', GRADES, 'How well its wording is known.'),
    inForce: truth('inForce', 'Whether it is in force.'),
    expectation: truth('expectation', 'Whether it is a duty of an authority.'),
    evaluated: truth('evaluated', 'Whether events can show it.'),
  },
  sorts: { id: byText('id'), instrument: byText('instrument') },
  defaultSort: 'id',
  from: { instruments: { rowsOf, instantsOf } },
});

function rowsOf(state: InstrumentState, moment: Moment): readonly KeyedRow<ObligationRow>[] {
  return state.obligations.flatMap((obligation) => {
    const current = obligation.versions.at(-1);
    return current === undefined ? [] : [rowOf(state, obligation, current, moment)];
  });
}

function rowOf(
  state: InstrumentState,
  { obligation: id, versions, withdrawn }: ObligationState,
  { version, rule }: RuleVersion,
  { id: instrument, instant }: Moment,
): KeyedRow<ObligationRow> {
  const { timeZone = 'UTC' } = state;
  const { kind, binds, provision, title, force, grade, penalty, url } = rule;
  const { from, to } = rule.inForce;
  const stands = withdrawn === undefined && standsAt(state, instant);
  const row = {
    id,
    instrument,
    jurisdiction: rule.jurisdiction ?? state.jurisdiction ?? '',
    provision,
    title,
    kind,
    binds,
    force,
    grade,
    inForce: stands && isWithinDates(rule, timeZone, instant),
    ...(from === null ? {} : { inForceFrom: from }),
    ...(to === null || to === undefined ? {} : { inForceTo: to }),
    ...(withdrawn && { withdrawnAt: withdrawn.time }),
    expectation: rule.expectation ?? false,
    house: rule.house ?? false,
    evaluated: rule.evaluated ?? true,
    ...(penalty && { penalty }),
    ...(url === undefined ? {} : { url }),
    timeZone,
    version,
    versions: versions.map((one, index) => versionOf(one, versions[index - 1])),
    rule: evaluatedPart(rule),
    because: becauseOf(
      state.published,
      ...state.amended,
      ...versions.map((one) => one.from),
      ...state.suspensions.flatMap((one) => [one.from, one.resumed]),
      state.repealed,
      withdrawn,
    ),
  };
  return { key: id, words: [id, title.zh, title.en, provision, instrument], row };
}

function isWithinDates({ inForce }: Rule, timeZone: string, instant: number): boolean {
  const { from, to } = inForce;
  if (from === null || instant < startOfDay(from, timeZone)) return false;
  return to === null || to === undefined || instant < startOfDay(to, timeZone);
}

function versionOf({ version, rule, from }: RuleVersion, before: RuleVersion | undefined) {
  return { version, from: from.time, changed: before ? differing(before.rule, rule) : [] };
}

function differing(before: RecordedRule, after: RecordedRule): readonly string[] {
  const those = new Map<string, unknown>(Object.entries(before));
  const these = new Map<string, unknown>(Object.entries(after));
  return [...new Set([...those.keys(), ...these.keys()])]
    .filter((field) => JSON.stringify(those.get(field)) !== JSON.stringify(these.get(field)))
    .sort();
}

const EVALUATED: ReadonlySet<string> = new Set(RULE_FIELDS);

function evaluatedPart(rule: RecordedRule): Rule {
  const { binds, kind, appliesWhen, inForce } = rule;
  const fields = Object.entries(rule).filter(([field]) => EVALUATED.has(field));
  return { ...Object.fromEntries(fields), binds, kind, appliesWhen, inForce };
}

/** It comes into and goes out of force, and a suspension ends, without any event at that time. */
function instantsOf(state: InstrumentState): readonly number[] {
  const { timeZone = 'UTC', obligations } = state;
  const days = obligations.flatMap(({ versions }) => {
    const { from, to } = versions.at(-1)?.rule.inForce ?? { from: null };
    return [from, to].filter((day) => typeof day === 'string');
  });
  return [...days.map((day) => startOfDay(day, timeZone)), ...endsOfSuspensions(state)];
}
