import { IsBoolean, IsIn, IsInt, IsISO8601, IsObject, IsOptional, IsString } from 'class-validator';
import { describe } from '#libs/governance';
import type { EventRef, InstrumentState, LocalName, RecordedRule } from '#libs/governance';
import {
  FORCES,
  GRADES,
  RULE_FIELDS,
  RULE_KINDS,
  type Force,
  type Grade,
  type RuleKind,
  type RuleVersion,
} from '#libs/rulebook';
import { Because, Part } from '../../registers/fields.js';
import { LocalizedName } from '../../registers/localized-name.js';
import type { Fields } from '../../registers/register.js';
import { instantText } from '../told-status.js';

/** The wording of an obligation that is valid then. */
export class RuleView {
  @describe('1 as defined, then one more with each amendment.')
  @IsInt()
  readonly version!: number;

  @describe('Since when this wording is valid.')
  @IsISO8601()
  readonly from!: string;

  @describe('Until when, where it is amended or withdrawn later.')
  @IsOptional()
  @IsISO8601()
  readonly to?: string;

  @Part(() => LocalizedName) readonly title!: LocalName;

  @IsString() readonly provision!: string;

  @IsString() readonly instrument!: string;

  @Part(() => LocalizedName) readonly instrumentTitle!: LocalName;

  @IsString() readonly jurisdiction!: string;

  @IsIn(RULE_KINDS) readonly kind!: RuleKind;

  @IsIn(FORCES) readonly force!: Force;

  @describe('How well its wording is known; `unsourced` is not settled law.')
  @IsIn(GRADES)
  readonly grade!: Grade;

  @describe('What a breach may cost.')
  @IsOptional()
  @Part(() => LocalizedName)
  readonly penalty?: LocalName;

  @describe('Where the provision can be read.')
  @IsOptional()
  @IsString()
  readonly url?: string;

  @describe('IANA time zone in which its dates are days.')
  @IsString()
  readonly timeZone!: string;

  @describe('A duty of an authority: shown and never counted.')
  @IsBoolean()
  readonly expectation!: boolean;

  @describe('The law gives no number; the term is the house’s own.')
  @IsBoolean()
  readonly house!: boolean;

  @describe(
    'Whether it is in force then: within its dates, its instrument not suspended or repealed.',
  )
  @IsBoolean()
  readonly inForce!: boolean;

  @describe('The whole rule as it is evaluated.')
  @IsObject()
  readonly rule!: object;

  @describe('The events that made this wording.')
  @Because()
  readonly because!: readonly EventRef[];
}

const EVALUATED: ReadonlySet<string> = new Set(RULE_FIELDS);

export function ruleView(
  { version, from, to, because }: RuleVersion,
  recorded: RecordedRule,
  about: {
    readonly instrument: string;
    readonly state: InstrumentState;
    readonly inForce: boolean;
    readonly eventsOf: (because: readonly number[]) => readonly EventRef[];
  },
): Fields<RuleView> {
  const { title, provision, jurisdiction, kind, force, grade, penalty, url } = recorded;
  const { instrument, state, inForce, eventsOf } = about;
  const evaluated = Object.entries(recorded).filter(([field]) => EVALUATED.has(field));
  return {
    version,
    from: instantText(from),
    ...(to === Infinity ? {} : { to: instantText(to) }),
    title,
    provision,
    instrument,
    instrumentTitle: state.title ?? {},
    jurisdiction: jurisdiction ?? state.jurisdiction ?? '',
    kind,
    force,
    grade,
    ...(penalty && { penalty }),
    ...(url === undefined ? {} : { url }),
    timeZone: state.timeZone ?? 'UTC',
    expectation: recorded.expectation ?? false,
    house: recorded.house ?? false,
    inForce,
    rule: Object.fromEntries(evaluated),
    because: eventsOf(because),
  };
}
