import { sameMembers, type Timeline } from '#libs/rulebook';
import type { Likeness } from '../projection/knowledge.js';

/** A stretch of valid time through which one duty of one subject stays the same. */
export interface DutyRow {
  readonly company: string;
  readonly subject: string;
  readonly obligation: string;
  readonly status: string;
  readonly ruleVersion: number;
  /** Milliseconds since 1970, as all instants here. */
  readonly dueAt: number | undefined;
  readonly dueOn: string | undefined;
  readonly provisional: boolean;
  readonly metAt: number | undefined;
  /** Positions of the events that decided. */
  readonly because: readonly number[];
  /** Facts that would settle an unknown. */
  readonly missing: readonly string[];
  readonly validFrom: number;
  /** Exclusive; `Infinity` where nothing ends it. */
  readonly validTo: number;
}

/** The rows of a timeline. Where the obligation does not apply no row stands. */
export function dutyRows(
  { subject, obligation, segments }: Timeline,
  company: string,
): readonly DutyRow[] {
  const rows: DutyRow[] = [];
  for (const segment of segments) {
    const { status, ruleVersion } = segment;
    if (status === 'not-applicable' || ruleVersion === undefined) continue;
    rows.push({
      company,
      subject,
      obligation,
      status,
      ruleVersion,
      dueAt: segment.dueAt,
      dueOn: segment.dueOn,
      provisional: segment.provisional ?? false,
      metAt: segment.metAt,
      because: segment.because,
      missing: segment.missing ?? [],
      validFrom: segment.from,
      validTo: segment.to,
    });
  }
  return rows;
}

/** Of one duty of one subject one row stands at a time. */
export const DUTY_LIKENESS: Likeness<DutyRow> = {
  placeOf: ({ validFrom }) => validFrom,
  isSame: (one, other) =>
    one.validTo === other.validTo &&
    one.status === other.status &&
    one.company === other.company &&
    one.ruleVersion === other.ruleVersion &&
    one.dueAt === other.dueAt &&
    one.dueOn === other.dueOn &&
    one.provisional === other.provisional &&
    one.metAt === other.metAt &&
    sameMembers(one.because, other.because) &&
    sameMembers(one.missing, other.missing),
};

/** Equal for two rows that say the same. */
export function textOfDuty(row: DutyRow): string {
  return JSON.stringify([
    row.company,
    row.status,
    row.ruleVersion,
    row.dueAt ?? null,
    row.dueOn ?? null,
    row.provisional,
    row.metAt ?? null,
    row.because,
    row.missing,
    String(row.validFrom),
    String(row.validTo),
  ]);
}
