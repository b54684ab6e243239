import { Refused } from '#libs/recording';
import type { IncomingEvent } from '#libs/recording';
import type { ReportedRow } from './filings/filing.js';
import type { ImportContext } from './import-context.js';
import type { ImportReport } from './import-report.js';

/** Events recorded between two reports of progress. */
const CHUNK_EVENTS = 1_000;

/** An event as a file has it, or why it is none. */
export interface ReadEvent {
  /** The line of an NDJSON file, the row of a table, else the place among the file's events. */
  readonly row: number;
  readonly event: IncomingEvent | Refused;
}

/** Records the events of a file in their order, each on its own verdict. */
export async function recordEvents(
  { file, kind }: Pick<ImportReport, 'file' | 'kind'>,
  read: readonly ReadEvent[],
  context: ImportContext,
): Promise<ImportReport> {
  const reported: ReportedRow[] = [];
  let recorded = 0;
  for (let start = 0; start < read.length; start += CHUNK_EVENTS) {
    const chunk = read.slice(start, start + CHUNK_EVENTS);
    const { actor, dryRun, recorder } = context;
    const answers = await recorder.recordEach(
      chunk.map(({ event }) => event),
      { actor, ...(dryRun && { dryRun }) },
    );
    for (const [index, answer] of answers.entries()) {
      const row = chunk[index]?.row ?? 0;
      if (answer instanceof Refused) reported.push(refusal(row, answer));
      else if (!answer.duplicate) recorded += 1;
    }
    const done = Math.min(start + CHUNK_EVENTS, read.length);
    context.onProgress?.({ file, done, total: read.length });
  }
  const taken = read.length - reported.length;
  return {
    file,
    kind,
    rows: read.length,
    taken,
    reported,
    recorded,
    duplicates: taken - recorded,
  };
}

function refusal(row: number, { code, detail, errors }: Refused): ReportedRow {
  const problems = errors.map(({ pointer, message }) => `${pointer} ${message}`.trim());
  return { row, code, text: [detail, ...problems].join(' ') };
}
