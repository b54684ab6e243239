import { textOfDuty, type DutyRow } from '../statuses/duty-row.js';

/** A stretch of a duty that only one of the two has: the fold of the events, or the stored view. */
export interface DutyDifference {
  /** `missing`: folded, not stored. `unexpected`: stored, not so on the ledger. */
  readonly kind: 'missing' | 'unexpected';
  readonly row: DutyRow;
}

export interface ComparedDuties {
  /** What was compared is what was known at this position. */
  readonly position: number;
  /** Stretches that the stored view has. */
  readonly rows: number;
  readonly differences: readonly DutyDifference[];
}

/** Every difference, at all valid times, by subject and obligation. */
export function compareDuties(
  folded: readonly DutyRow[],
  stored: readonly DutyRow[],
): readonly DutyDifference[] {
  const differences = [
    ...without(folded, stored).map((row) => ({ kind: 'missing', row }) as const),
    ...without(stored, folded).map((row) => ({ kind: 'unexpected', row }) as const),
  ];
  return differences.sort((one, other) => compareText(placeOf(one), placeOf(other)));
}

/** As often as a row stands in `rows` beyond how often it stands in `others`. */
function without(rows: readonly DutyRow[], others: readonly DutyRow[]): readonly DutyRow[] {
  const left = new Map<string, number>();
  for (const row of others) left.set(nameOf(row), (left.get(nameOf(row)) ?? 0) + 1);
  return rows.filter((row) => {
    const count = left.get(nameOf(row)) ?? 0;
    left.set(nameOf(row), count - 1);
    return count <= 0;
  });
}

function nameOf(row: DutyRow): string {
  return JSON.stringify([row.subject, row.obligation, textOfDuty(row)]);
}

function placeOf({ kind, row }: DutyDifference): string {
  return JSON.stringify([row.subject, row.obligation, kind, row.validFrom]);
}

function compareText(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
