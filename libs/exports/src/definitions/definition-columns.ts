import type { Schedule } from '../scheduling/schedule.js';
import type { ExportDefinition } from '../writing/export-question.js';
import type { Delivery, ExportTerms, MissedRuns, StoredExport } from './export-terms.js';

/** A row of `exports.definition`. */
export interface DefinitionColumns {
  readonly id: string;
  readonly name: string;
  readonly asked: ExportDefinition;
  readonly schedule: Schedule | null;
  readonly deliveries: readonly Delivery[];
  readonly missedRuns: MissedRuns;
  readonly graceMinutes: number;
  readonly keepRuns: number | null;
  readonly keepDays: number | null;
  readonly enabled: boolean;
  readonly revision: number;
  readonly madeAt: Date;
  readonly madeBy: string;
  readonly changedAt: Date;
  readonly changedBy: string;
  readonly scheduledFrom: Date;
}

export function storedExport(columns: DefinitionColumns): StoredExport {
  const { schedule, keepRuns, keepDays, ...others } = columns;
  return {
    ...others,
    ...(schedule !== null && { schedule }),
    retention: {
      ...(keepRuns !== null && { runs: keepRuns }),
      ...(keepDays !== null && { days: keepDays }),
    },
  };
}

/** The values of the columns that terms stand in, in the order of the statements. */
export function valuesOf(terms: ExportTerms): readonly unknown[] {
  return [
    terms.name,
    JSON.stringify(terms.asked),
    terms.schedule === undefined ? null : JSON.stringify(terms.schedule),
    JSON.stringify(terms.deliveries),
    terms.missedRuns,
    terms.graceMinutes,
    terms.retention.runs,
    terms.retention.days,
    terms.enabled,
  ];
}
