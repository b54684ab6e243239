import { MalformedJson, parseStrict } from '#libs/ledger';
import type { JsonValue } from '#libs/ledger';
import { parseEnvelope, Refused } from '#libs/recording';
import type { IncomingEvent } from '#libs/recording';
import type { ReportedRow } from './filings/filing.js';
import type { ImportContext } from './import-context.js';
import type { ImportReport } from './import-report.js';
import type { ImportedFile } from './reading/imported-file.js';
import { UnreadableFile } from './reading/unreadable-file.js';
import { utf8Text } from './reading/utf8.js';

/** Events recorded between two reports of progress. */
const CHUNK_EVENTS = 1_000;

interface ReadEvent {
  /** The line of an NDJSON file, else the place among the file's events, from 1. */
  readonly row: number;
  readonly event: IncomingEvent | Refused;
}

export function looksLikeJson(bytes: Buffer): boolean {
  return /^\ufeff?\s*[[{]/u.test(bytes.subarray(0, 256).toString('utf8'));
}

/** Imports CloudEvents: one JSON object, a JSON array, or NDJSON; each on its own verdict. */
export async function importEvents(
  file: ImportedFile,
  context: ImportContext,
): Promise<ImportReport> {
  const read = readEvents(utf8Text(file.bytes));
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
    context.onProgress?.({ file: file.name, done, total: read.length });
  }
  const taken = read.length - reported.length;
  return {
    file: file.name,
    kind: 'cloudevents',
    rows: read.length,
    taken,
    reported,
    recorded,
    duplicates: taken - recorded,
  };
}

function readEvents(text: string): readonly ReadEvent[] {
  const lines = text.split('\n');
  const [first = ''] = lines.filter((line) => line.trim() !== '');
  if (isDocument(first)) return readLines(lines);
  const whole = parseWhole(text);
  const events = Array.isArray(whole) ? whole : [whole];
  return events.map((event: JsonValue, index) => ({
    row: index + 1,
    event: parseEnvelope(event, index),
  }));
}

/** Whether a line is an object by itself, as in NDJSON, and not the beginning of a longer text. */
function isDocument(line: string): boolean {
  return line.trim().startsWith('{') && !(parsed(line) instanceof MalformedJson);
}

function readLines(lines: readonly string[]): readonly ReadEvent[] {
  return lines
    .map((line, index) => ({ line, row: index + 1 }))
    .filter(({ line }) => line.trim() !== '')
    .map(({ line, row }) => {
      const json = parsed(line);
      const event =
        json instanceof MalformedJson
          ? new Refused('malformed-json', json.message)
          : parseEnvelope(json, row - 1);
      return { row, event };
    });
}

function parseWhole(text: string): JsonValue {
  const whole = parsed(text);
  if (whole instanceof MalformedJson) throw new UnreadableFile('malformed-json', whole.message);
  return whole;
}

function parsed(text: string): JsonValue | MalformedJson {
  try {
    return parseStrict(text);
  } catch (error) {
    if (error instanceof MalformedJson) return error;
    throw error;
  }
}

function refusal(row: number, { code, detail, errors }: Refused): ReportedRow {
  const problems = errors.map(({ pointer, message }) => `${pointer} ${message}`.trim());
  return { row, code, text: [detail, ...problems].join(' ') };
}
