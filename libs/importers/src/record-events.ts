import { Refused } from '#libs/recording';
import type { IncomingEvent } from '#libs/recording';
import type { ReportedRow } from './filings/filing.js';
import type { ImportContext } from './import-context.js';
import type { ImportReport } from './import-report.js';

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
  const { actor, dryRun, recorder } = context;
  const rows = new RowsInTurn(read);
  const reported: ReportedRow[] = [];
  let recorded = 0;
  let done = 0;
  const options = { actor, warns: false, ...(dryRun && { dryRun }) };
  for await (const answers of recorder.recordInTurn(rows.events(), options)) {
    for (const answer of answers) {
      const row = rows.next();
      if (answer instanceof Refused) reported.push(refusal(row, answer));
      else if (!answer.duplicate) recorded += 1;
    }
    done += answers.length;
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

/** Hands on the events and keeps the rows of those that have no answer yet. */
class RowsInTurn {
  #waiting: number[] = [];
  #answered = 0;

  constructor(private readonly read: ReadEvents) {}

  *events(): Generator<ReadEvent['event']> {
    for (const { row, event } of this.read) {
      this.#waiting.push(row);
      yield event;
    }
  }

  /** The row of the next event that is answered. */
  next(): number {
    const row = this.#waiting[this.#answered] ?? 0;
    this.#answered += 1;
    return row;
  }
}

function refusal(row: number, { code, detail, errors }: Refused): ReportedRow {
  const problems = errors.map(({ pointer, message }) => `${pointer} ${message}`.trim());
  return { row, code, text: [detail, ...problems].join(' ') };
}
