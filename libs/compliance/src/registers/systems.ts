import { IsBoolean, IsIn, IsISO8601, IsObject, IsOptional, IsString } from 'class-validator';
import { capabilitiesOf, describe } from '#libs/governance';
import type { EventRef, FactValue, SystemState } from '#libs/governance';
import { byTotals, SYSTEM_DUTIES, withStatus } from './duty-totals.js';
import { becauseOf } from './event-reference.js';
import { membersOf, sinceOf, valuesOf, wordOf } from './facts.js';
import { Because, ListOf, Part, Words } from './fields.js';
import { containing, equalTo, inWords, ofCompany, truth } from './filter.js';
import { fromFields } from './from-fields.js';
import { LocalizedName } from './localized-name.js';
import { defineRegister } from './register.js';
import type { KeyedRow, Moment } from './register.js';
import { byText } from './sort.js';

export const FEATURE_STATES = ['running', 'suspended', 'removed'] as const;

export class FeatureOfSystem {
  @IsString() readonly feature!: string;

  @IsIn(FEATURE_STATES) readonly state!: (typeof FEATURE_STATES)[number];

  @describe('Valid time of the event that brought it into this state, as written.')
  @IsISO8601()
  readonly since!: string;

  @Words() readonly capabilities!: readonly string[];
}

export class ReleaseOfSystem {
  @IsString() readonly version!: string;

  @IsISO8601() readonly publishedAt!: string;

  @IsOptional() @IsBoolean() readonly openWeights?: boolean;

  @IsOptional() @IsString() readonly licence?: string;
}

export class SystemRow {
  @IsString() readonly id!: string;

  @IsString() readonly company!: string;

  @Part(() => LocalizedName) readonly name!: LocalizedName;

  @IsString() readonly kind!: string;

  @describe('Whether it can be used; absent while nothing on record says so.')
  @IsOptional()
  @IsBoolean()
  readonly available?: boolean;

  @IsOptional() @IsISO8601() readonly availableSince?: string;

  @describe('What it can do; absent while nothing declared it.')
  @IsOptional()
  @Words()
  readonly capabilities?: readonly string[];

  @ListOf(() => FeatureOfSystem) readonly features!: readonly FeatureOfSystem[];

  @ListOf(() => ReleaseOfSystem) readonly releases!: readonly ReleaseOfSystem[];

  @Words() readonly roles!: readonly string[];

  @Words() readonly markets!: readonly string[];

  @IsOptional() @IsString() readonly audience?: string;

  @describe('Declared facts by name; one that is not here is unknown.')
  @IsObject()
  readonly facts!: Readonly<Record<string, FactValue>>;

  @Because() readonly because!: readonly EventRef[];
}

/** All that a row of a system looks at. */
const FIELDS = [
  'introduced',
  'company',
  'name',
  'kind',
  'available',
  'availableSince',
  'facts',
  'features',
  'listedCapabilities',
  'releases',
] as const;

export const SYSTEMS = defineRegister<'systems', SystemRow>({
  name: 'systems',
  title: { en: 'Systems', zh: '系统' },
  row: SystemRow,
  filters: {
    q: inWords,
    company: ofCompany,
    kind: equalTo('kind', 'Kind of system, e.g. `model`.'),
    available: truth('available', 'Whether it can be used.'),
    capability: containing('capabilities', 'Something that it can do.'),
    market: containing('markets', 'A market in which it is offered.'),
    status: withStatus(SYSTEM_DUTIES),
  },
  sorts: { id: byText('id'), name: byText('name.en', 'name.zh'), ...byTotals(SYSTEM_DUTIES) },
  defaultSort: 'id',
  from: { systems: fromFields(FIELDS, rowsOf) },
});

function rowsOf(
  state: Pick<SystemState, (typeof FIELDS)[number]>,
  { id }: Moment,
): readonly KeyedRow<SystemRow>[] {
  const { introduced, company, name, kind, available, availableSince, facts } = state;
  if (introduced === undefined || company === undefined || name === undefined) return [];
  const capabilities = capabilitiesOf(state);
  const audience = wordOf(facts, 'audience');
  const row = {
    id,
    company,
    name,
    kind: kind ?? '',
    ...(available === undefined ? {} : { available }),
    ...(availableSince && { availableSince: availableSince.time }),
    ...(capabilities && { capabilities }),
    features: state.features.map(({ feature, capabilities, state: now, since }) => ({
      feature,
      capabilities,
      state: now,
      since: since.time,
    })),
    releases: state.releases.map(release),
    roles: membersOf(facts, 'roles'),
    markets: membersOf(facts, 'markets'),
    ...(audience === undefined ? {} : { audience }),
    facts: valuesOf(facts),
    because: becauseOf(
      introduced,
      availableSince,
      ...state.features.map(({ since }) => since),
      ...state.releases.map(({ published }) => published),
      ...sinceOf(facts),
    ),
  };
  return [{ key: id, company, words: [id, name.zh, name.en], row }];
}

function release({ version, published, ...about }: SystemState['releases'][number]) {
  return { version, publishedAt: published.time, ...about };
}
