import { IsIn, IsISO8601, IsOptional, IsString } from 'class-validator';
import { describe } from '#libs/governance';
import type { EventRef, SystemState } from '#libs/governance';
import { becauseOf, originOf } from './event-reference.js';
import { Because } from './fields.js';
import { equalTo, lacking, ofCompany, oneOf } from './filter.js';
import { fromFields } from './from-fields.js';
import { defineRegister } from './register.js';
import type { KeyedRow, Moment } from './register.js';
import { byInstant, byText } from './sort.js';

export const SUSPENDED_BY = ['provider', 'platform', 'authority'] as const;

export class FeatureSuspensionRow {
  @IsString() readonly system!: string;

  @describe('Absent before the system was introduced.')
  @IsOptional()
  @IsString()
  readonly company?: string;

  @IsString() readonly feature!: string;

  @IsISO8601() readonly from!: string;

  @describe('Absent while the suspension runs.')
  @IsOptional()
  @IsISO8601()
  readonly to?: string;

  @IsString() readonly reason!: string;

  @IsIn(SUSPENDED_BY) readonly by!: (typeof SUSPENDED_BY)[number];

  @IsOptional() @IsString() readonly authority?: string;

  @describe('What was changed before it was resumed.')
  @IsOptional()
  @IsString()
  readonly remedy?: string;

  @Because() readonly because!: readonly EventRef[];
}

export const FEATURE_SUSPENSIONS = defineRegister<'feature-suspensions', FeatureSuspensionRow>({
  name: 'feature-suspensions',
  title: { en: 'Feature suspensions', zh: '功能暂停' },
  row: FeatureSuspensionRow,
  filters: {
    company: ofCompany,
    system: equalTo('system', 'Id of a system, e.g. `seedance-2.0`.'),
    active: lacking('to', 'Whether the suspension runs.'),
    by: oneOf('by', SUSPENDED_BY, 'Who suspended it.'),
  },
  sorts: { from: byInstant('from'), system: byText('system') },
  defaultSort: '-from',
  from: { systems: fromFields(['company', 'featureSuspensions'], rowsOf) },
});

function rowsOf(
  { company, featureSuspensions }: Pick<SystemState, 'company' | 'featureSuspensions'>,
  { id }: Moment,
): readonly KeyedRow<FeatureSuspensionRow>[] {
  const whose = company === undefined ? {} : { company };
  return featureSuspensions.map(({ feature, from, to, ...about }) => ({
    key: `${id}/${feature}/${originOf(from)}`,
    ...whose,
    row: {
      system: id,
      ...whose,
      feature,
      from: from.time,
      ...(to && { to: to.time }),
      ...about,
      because: becauseOf(from, to),
    },
  }));
}
