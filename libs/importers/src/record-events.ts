import { Refused } from '#libs/recording';
import type { IncomingEvent } from '#libs/recording';
import type { ReportedRow } from './filings/filing.js';
import type { ImportContext } from './import-context.js';
import type { ImportReport } from './import-report.js';

/** Events recorded between two reports of progress. */
const CHUNK_EVENTS = 5_000;

/** An event as a file has it, or why it is none. */
export interface ReadEvent {
  /** The line of an NDJSON file, the row of a table, else the place among the file's events. */
  readonly row: number;
  readonly event: IncomingEvent | Refused;
}

/** The events of a file, in their order; how many there are is known before they are read. */
export interface ReadEvents extends Iterable<ReadEvent> {
  readonly length: number;
}

/** Records the events of a file in their order, each on its own verdict. */
export async function recordEvents(
  { file, kind }: Pick<ImportReport, 'file' | 'kind'>,
  read: ReadEvents,
  context: ImportContext,
): Promise<ImportReport> {
  const reported: ReportedRow[] = [];
  let recorded = 0;
  let done = 0;
  for (const chunk of inChunks(read)) {
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
    done += chunk.length;
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

function* inChunks(read: Iterable<ReadEvent>): Generator<readonly ReadEvent[]> {
  let chunk: ReadEvent[] = [];
  for (const one of read) {
    chunk.push(one);
    if (chunk.length < CHUNK_EVENTS) continue;
    yield chunk;
    chunk = [];
  }
  if (chunk.length > 0) yield chunk;
}

function refusal(row: number, { code, detail, errors }: Refused): ReportedRow {
  const problems = errors.map(({ pointer, message }) => `${pointer} ${message}`.trim());
  return { row, code, text: [detail, ...problems].join(' ') };
}
