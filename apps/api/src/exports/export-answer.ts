import { ArrayMaxSize, IsArray, IsISO8601, IsOptional, IsString } from 'class-validator';
import type { StoredExport } from '#libs/exports';
import { NEXT_RUNS_SHOWN } from '#libs/exports';
import type { NextRuns } from '#libs/exports';
import { describe } from '#libs/governance';
import type { WholeShape } from '../answers/shape.js';
import { ExportRequest } from './export-bodies.js';

/** An export as it stands. */
export class ExportAnswer extends ExportRequest {
  @IsString() readonly id!: string;

  @describe('The next five nominal times; none while it is off or has no schedule.')
  @IsArray()
  @ArrayMaxSize(NEXT_RUNS_SHOWN)
  @IsISO8601({}, { each: true })
  readonly nextRuns!: string[];

  @describe('The first of them that may yet move, for the calendar of its year is not published.')
  @IsOptional()
  @IsISO8601()
  readonly provisionalFrom?: string;

  @IsISO8601() readonly createdAt!: string;

  @IsString() readonly createdBy!: string;

  @IsISO8601() readonly changedAt!: string;

  @describe('Whose key answers for the schedule: once it is revoked, its runs fail.')
  @IsString()
  readonly changedBy!: string;

  @describe('What its webhooks are signed with. It is shown now and never again.')
  @IsOptional()
  @IsString()
  readonly webhookSecret?: string;
}

export function exportAnswer(
  stored: StoredExport,
  next: NextRuns,
  webhookSecret?: string,
): WholeShape<ExportAnswer> {
  const { id, name, asked, schedule, deliveries, missedRuns, graceMinutes } = stored;
  return {
    id,
    name,
    ...asked,
    ...(schedule && { schedule }),
    deliveries,
    missedRuns,
    graceMinutes,
    retention: stored.retention,
    enabled: stored.enabled,
    nextRuns: next.times.map(timeText),
    ...(next.provisionalFrom !== undefined && { provisionalFrom: timeText(next.provisionalFrom) }),
    createdAt: stored.madeAt.toISOString(),
    createdBy: stored.madeBy,
    changedAt: stored.changedAt.toISOString(),
    changedBy: stored.changedBy,
    ...(webhookSecret !== undefined && { webhookSecret }),
  };
}

function timeText(time: number): string {
  return new Date(time).toISOString();
}
