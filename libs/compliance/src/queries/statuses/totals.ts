import { IsBoolean, IsInt, IsISO8601, IsOptional, IsString } from 'class-validator';
import { describe } from '#libs/governance';
import type { Fields } from '../../registers/register.js';
import type { RowStatus, StatusRow } from './status-row.js';

/** How many duties have which status; those of authorities are never among them. */
export class StatusCounts {
  @IsInt() readonly met!: number;
  @IsInt() readonly pending!: number;
  @IsInt() readonly unevidenced!: number;
  @IsInt() readonly unknown!: number;
  @IsInt() readonly breached!: number;
  @IsInt() readonly waived!: number;
}

/** The duty that is due next. */
export class NextDeadline {
  @IsString() readonly subject!: string;

  @IsString() readonly obligation!: string;

  @IsString() readonly dueOn!: string;

  @IsISO8601() readonly dueAt!: string;

  @describe('True where the due date may still move.')
  @IsOptional()
  @IsBoolean()
  readonly provisional?: boolean;
}

/** What some duties come to; nothing is due next where nothing is due after the moment asked for. */
export interface Totals {
  readonly counts: Fields<StatusCounts>;
  readonly nextDeadline?: Fields<NextDeadline>;
}

type Row = Fields<StatusRow>;

export function totalsOf(rows: readonly Row[], validAt: string): Totals {
  const own = rows.filter(({ expectation }) => !expectation);
  const next = nextOf(own, Date.parse(validAt));
  return { counts: countsOf(own), ...(next && { nextDeadline: next }) };
}

function countsOf(rows: readonly Row[]): Fields<StatusCounts> {
  const counts: Record<RowStatus, number> = { ...NO_DUTIES };
  for (const { status } of rows) counts[status] += 1;
  return counts;
}

export const NO_DUTIES: Fields<StatusCounts> = {
  met: 0,
  pending: 0,
  unevidenced: 0,
  unknown: 0,
  breached: 0,
  waived: 0,
};

/** A recurring duty that is met falls due again. */
function nextOf(rows: readonly Row[], instant: number): Fields<NextDeadline> | undefined {
  let next: Fields<NextDeadline> | undefined;
  for (const { subject, obligation, status, kind, dueOn, dueAt, provisional } of rows) {
    const isAhead = status === 'pending' || (status === 'met' && kind === 'recurring');
    if (!isAhead || dueOn === undefined || dueAt === undefined) continue;
    if (Date.parse(dueAt) <= instant || (next !== undefined && next.dueAt <= dueAt)) continue;
    next = { subject, obligation, dueOn, dueAt, ...(provisional && { provisional }) };
  }
  return next;
}
