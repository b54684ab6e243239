import { Refused } from '#libs/recording';
import type { Checked, IncomingEvent } from '#libs/recording';
import type { ReportedRow } from './filings/filing.js';
import type { ImportContext } from './import-context.js';

/** An event to be recorded and the row of the file that asks for it. */
export interface Planned {
  readonly row: number;
  readonly event: IncomingEvent;
}

export interface RecordedRows {
  readonly recorded: number;
  /** Rows of which an event was refused, each with the first refusal. */
  readonly refused: readonly ReportedRow[];
}

/** Records events of an import, each on its own verdict. */
export async function recordRows(
  planned: readonly Planned[],
  context: ImportContext,
): Promise<RecordedRows> {
  const answers = await recordEach(planned, context);
  const refused = new Map<number, ReportedRow>();
  let recorded = 0;
  for (const [index, answer] of answers.entries()) {
    const row = planned[index]?.row ?? 0;
    if (!(answer instanceof Refused)) recorded += answer.duplicate ? 0 : 1;
    else if (isOwnDoing(answer, context)) recorded += 1;
    else if (!refused.has(row)) refused.set(row, { row, code: answer.code, text: answer.detail });
  }
  return { recorded, refused: [...refused.values()] };
}

function recordEach(
  planned: readonly Planned[],
  { recorder, actor, dryRun }: ImportContext,
): Promise<readonly (Checked | Refused)[]> {
  const events = planned.map(({ event }) => event);
  return recorder.recordEach(events, { actor, warns: false, ...(dryRun && { dryRun }) });
}

/**
 * A dry run of a long list is checked in chunks that do not see each other; every stream that an
 * event of a plan names is introduced by that plan or on record, so its absence is no finding.
 */
function isOwnDoing({ code }: Refused, { dryRun }: ImportContext): boolean {
  return dryRun === true && code === 'unknown-subject';
}
