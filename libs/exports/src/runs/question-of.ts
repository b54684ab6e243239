import type { ExportDefinition, ExportQuestion } from '../writing/export-question.js';

/** The moment of a run: its nominal time, and the last position recorded by then. */
export interface RunMoment {
  readonly nominalTime: Date;
  readonly position: number;
}

/**
 * What a run asks. The first run of an export of changes has none before it to tell changes from, so
 * it is whole.
 */
export function questionOf(
  asked: ExportDefinition,
  moment: RunMoment,
  previous: (RunMoment & { readonly manifestSha256?: string }) | undefined,
): ExportQuestion {
  const asOf = momentOf(moment);
  if (asked.mode === 'full') return { ...asked, asOf };
  if (previous === undefined) return { ...asked, mode: 'full', asOf };
  const { manifestSha256 } = previous;
  const from = { ...momentOf(previous), ...(manifestSha256 !== undefined && { manifestSha256 }) };
  return { ...asked, asOf, previous: from };
}

function momentOf({ nominalTime, position }: RunMoment) {
  return { validAt: nominalTime.toISOString(), position };
}
