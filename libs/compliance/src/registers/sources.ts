import { IsIn, IsInt, IsISO8601, IsOptional, IsString } from 'class-validator';
import { describe } from '#libs/governance';
import type { EventRef, SourceState } from '#libs/governance';
import { becauseOf } from './event-reference.js';
import { Because } from './fields.js';
import { oneOf } from './filter.js';
import { defineRegister } from './register.js';
import type { KeyedRow, Moment } from './register.js';
import { byInstant, byText } from './sort.js';

export const CHECK_OUTCOMES = ['changed', 'unchanged', 'failed'] as const;

export class SourceRow {
  @IsString() readonly id!: string;

  @IsISO8601() readonly lastCheckedAt!: string;

  @IsIn(CHECK_OUTCOMES) readonly lastOutcome!: (typeof CHECK_OUTCOMES)[number];

  @IsOptional() @IsISO8601() readonly lastChangedAt?: string;

  @IsOptional() @IsISO8601() readonly lastFailedAt?: string;

  @IsInt() readonly checks!: number;

  @describe('All checks that failed.')
  @IsInt()
  readonly failures!: number;

  @describe('Checks that failed since the last one that did not.')
  @IsInt()
  readonly failuresInARow!: number;

  @Because() readonly because!: readonly EventRef[];
}

export const SOURCES = defineRegister<'sources', SourceRow>({
  name: 'sources',
  title: { en: 'Sources', zh: '信息来源' },
  row: SourceRow,
  filters: { outcome: oneOf('lastOutcome', CHECK_OUTCOMES, 'How the last check went.') },
  sorts: { id: byText('id'), lastCheckedAt: byInstant('lastCheckedAt') },
  defaultSort: 'id',
  from: { sources: { rowsOf } },
});

function rowsOf(state: SourceState, { id }: Moment): readonly KeyedRow<SourceRow>[] {
  const { lastChecked, lastChanged, lastFailed, checks, failures, failuresInARow } = state;
  if (lastChecked === undefined) return [];
  const row = {
    id,
    lastCheckedAt: lastChecked.time,
    lastOutcome: lastChecked.outcome,
    ...(lastChanged && { lastChangedAt: lastChanged.time }),
    ...(lastFailed && { lastFailedAt: lastFailed.time }),
    checks,
    failures,
    failuresInARow,
    because: becauseOf(lastChecked, lastChanged, lastFailed),
  };
  return [{ key: id, words: [id], row }];
}
