import type { Segment, Timeline } from '#libs/rulebook';

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
  return segments.flatMap((segment) => {
    const { status, ruleVersion } = segment;
    if (status === 'not-applicable' || ruleVersion === undefined) return [];
    return [{ company, subject, obligation, status, ruleVersion, ...restOf(segment) }];
  });
}

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

function restOf(segment: Segment) {
  const { from, to, dueAt, dueOn, provisional, metAt, because, missing } = segment;
  return {
    dueAt,
    dueOn,
    provisional: provisional ?? false,
    metAt,
    because,
    missing: missing ?? [],
    validFrom: from,
    validTo: to,
  };
}
