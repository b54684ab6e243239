import { IsBoolean, IsIn, IsInt, IsISO8601, IsOptional, IsString } from 'class-validator';
import { describe, standsAt } from '#libs/governance';
import type { EventRef, InstrumentState, RuleVersion } from '#libs/governance';
import { FORCES, GRADES } from '#libs/rulebook';
import type { Force, Grade } from '#libs/rulebook';
import { endOfDay, isCivilDay, startOfDay } from '../time/civil-day.js';
import { becauseOf } from './event-reference.js';
import { Because, ListOf, Part, Words } from './fields.js';
import { equalTo, inWords, oneOf, truth } from './filter.js';
import { LocalizedName } from './localized-name.js';
import { defineRegister } from './register.js';
import type { KeyedRow, Moment } from './register.js';
import { byText } from './sort.js';

export const INSTRUMENT_STATUSES = ['published', 'in-force', 'suspended', 'repealed'] as const;
export type InstrumentStatus = (typeof INSTRUMENT_STATUSES)[number];

/** The instrument as published or amended at one time. */
export class InstrumentVersion {
  @describe('1 as published, then one more with each amendment.')
  @IsInt()
  readonly version!: number;

  @IsISO8601() readonly from!: string;
}

/** One wording of an obligation and since when it is valid. */
export class ObligationWording {
  @describe('1 as defined, then one more with each amendment.')
  @IsInt()
  readonly version!: number;

  @IsISO8601() readonly from!: string;

  @Part(() => LocalizedName) readonly title!: LocalizedName;

  @describe('The provision that it comes from, e.g. `4(1)`.')
  @IsString()
  readonly provision!: string;

  @IsIn(FORCES) readonly force!: Force;

  @describe('How well its wording is known; `unsourced` is not settled law.')
  @IsIn(GRADES)
  readonly grade!: Grade;

  @describe('The first day on which it is in force; absent for a draft.')
  @IsOptional()
  @IsString()
  readonly inForceFrom?: string;

  @describe('What a breach may cost.')
  @IsOptional()
  @Part(() => LocalizedName)
  readonly penalty?: LocalizedName;

  @describe('Where the provision can be read.')
  @IsOptional()
  @IsString()
  readonly url?: string;
}

/** One of its obligations, in the wording now valid; what it asks stands in `obligations`. */
export class ObligationOfInstrument extends ObligationWording {
  @IsString() readonly obligation!: string;

  @IsOptional() @IsISO8601() readonly withdrawnAt?: string;

  @describe('All its wordings so far, oldest first.')
  @ListOf(() => ObligationWording)
  readonly versions!: readonly ObligationWording[];
}

export class InstrumentRow {
  @IsString() readonly id!: string;

  @Part(() => LocalizedName) readonly title!: LocalizedName;

  @IsString() readonly jurisdiction!: string;

  @describe('IANA time zone in which its dates are read.')
  @IsString()
  readonly timeZone!: string;

  @Words() readonly issuers!: readonly string[];

  @IsString() readonly kind!: string;

  @IsBoolean() readonly binding!: boolean;

  @describe('The day from which it says to be in force; absent for a draft.')
  @IsOptional()
  @IsString()
  readonly effectiveFrom?: string;

  @IsString() readonly url!: string;

  @describe('`published` before its effective date, and for a draft.')
  @IsIn(INSTRUMENT_STATUSES)
  readonly status!: InstrumentStatus;

  @IsBoolean() readonly inForce!: boolean;

  @describe('The last day, or the end, of a suspension that runs.')
  @IsOptional()
  @IsString()
  readonly suspendedUntil?: string;

  @ListOf(() => InstrumentVersion) readonly versions!: readonly InstrumentVersion[];

  @ListOf(() => ObligationOfInstrument) readonly obligations!: readonly ObligationOfInstrument[];

  @Because() readonly because!: readonly EventRef[];
}

export const INSTRUMENTS = defineRegister<'instruments', InstrumentRow>({
  name: 'instruments',
  title: { en: 'Instruments', zh: '法规文件' },
  row: InstrumentRow,
  filters: {
    q: inWords,
    jurisdiction: equalTo('jurisdiction', 'Where it is law, e.g. `CN`.'),
    kind: equalTo('kind', 'Kind of instrument.'),
    status: oneOf('status', INSTRUMENT_STATUSES, 'Where it stands.'),
    inForce: truth('inForce', 'Whether it is in force.'),
  },
  sorts: { id: byText('id'), effectiveFrom: byText('effectiveFrom') },
  defaultSort: 'id',
  from: { instruments: { rowsOf, instantsOf } },
});

function rowsOf(
  state: InstrumentState,
  { id, instant }: Moment,
): readonly KeyedRow<InstrumentRow>[] {
  const { published, title, timeZone = 'UTC', effectiveFrom, url } = state;
  if (published === undefined || title === undefined) return [];
  const status = statusAt(state, instant);
  const until = status === 'suspended' ? state.suspensions.at(-1)?.until : undefined;
  const row = {
    id,
    title,
    jurisdiction: state.jurisdiction ?? '',
    timeZone,
    issuers: state.issuers,
    kind: state.kind ?? '',
    binding: state.binding ?? false,
    ...(effectiveFrom === undefined ? {} : { effectiveFrom }),
    url: url ?? '',
    status,
    inForce: status === 'in-force',
    ...(until === undefined ? {} : { suspendedUntil: until }),
    versions: [published, ...state.amended].map(({ time }, index) => ({
      version: index + 1,
      from: time,
    })),
    obligations: state.obligations.flatMap(obligationOf),
    because: becauseOf(
      published,
      ...state.amended,
      ...state.suspensions.flatMap(({ from, resumed }) => [from, resumed]),
      state.repealed,
    ),
  };
  return [{ key: id, words: [id, title.zh, title.en, ...state.issuers], row }];
}

function statusAt(state: InstrumentState, instant: number): InstrumentStatus {
  if (state.repealed !== undefined) return 'repealed';
  if (!standsAt(state, instant)) return 'suspended';
  const { effectiveFrom, timeZone = 'UTC' } = state;
  const effective = effectiveFrom !== undefined && startOfDay(effectiveFrom, timeZone) <= instant;
  return effective ? 'in-force' : 'published';
}

function obligationOf({ obligation, versions, withdrawn }: InstrumentState['obligations'][number]) {
  const current = versions.at(-1);
  if (current === undefined) return [];
  const ended = withdrawn === undefined ? {} : { withdrawnAt: withdrawn.time };
  return [{ obligation, ...wordingOf(current), ...ended, versions: versions.map(wordingOf) }];
}

function wordingOf({ version, from, rule }: RuleVersion) {
  const { title, provision, force, grade, inForce, penalty, url } = rule;
  return {
    version,
    from: from.time,
    title,
    provision,
    force,
    grade,
    ...(inForce.from === null ? {} : { inForceFrom: inForce.from }),
    ...(penalty && { penalty }),
    ...(url === undefined ? {} : { url }),
  };
}

/** It comes into force, and a suspension with an end ends, without any event at that time. */
function instantsOf(state: InstrumentState): readonly number[] {
  const { effectiveFrom, timeZone = 'UTC' } = state;
  const ends = endsOfSuspensions(state);
  return effectiveFrom === undefined ? ends : [startOfDay(effectiveFrom, timeZone), ...ends];
}

/** When each suspension that says so ends by itself. */
export function endsOfSuspensions({ timeZone = 'UTC', suspensions }: InstrumentState) {
  return suspensions.flatMap(({ until }) => {
    if (until === undefined) return [];
    return [isCivilDay(until) ? endOfDay(until, timeZone) : Date.parse(until)];
  });
}
