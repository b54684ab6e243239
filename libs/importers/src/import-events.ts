import { MalformedJson, parseStrict } from '#libs/ledger';
import type { JsonValue } from '#libs/ledger';
import { parseEnvelope, Refused } from '#libs/recording';
import type { ImportContext } from './import-context.js';
import type { ImportReport } from './import-report.js';
import { FilledLines } from './reading/filled-lines.js';
import type { ImportedFile } from './reading/imported-file.js';
import { UnreadableFile } from './reading/unreadable-file.js';
import { utf8Bytes } from './reading/utf8.js';
import { recordEvents } from './record-events.js';
import type { ReadEvent, ReadEvents } from './record-events.js';

export function looksLikeJson(bytes: Buffer): boolean {
  return /^\ufeff?\s*[[{]/u.test(bytes.subarray(0, 256).toString('utf8'));
}

/** Imports CloudEvents: one JSON object, a JSON array, or NDJSON; each on its own verdict. */
export function importEvents(file: ImportedFile, context: ImportContext): Promise<ImportReport> {
  const read = readEvents(utf8Bytes(file.bytes));
  return recordEvents({ file: file.name, kind: 'cloudevents' }, read, context);
}

function readEvents(bytes: Buffer): ReadEvents {
  const lines = new FilledLines(bytes);
  const [first] = lines;
  if (first !== undefined && isDocument(first.text)) return readLines(lines);
  const whole = parseWhole(bytes.toString('utf8'));
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

/** Each line is read when its turn comes: a long file is never held as events all at once. */
function readLines(lines: FilledLines): ReadEvents {
  return {
    length: lines.length,
    *[Symbol.iterator]() {
      for (const { text, row } of lines) yield { row, event: readLine(text, row) };
    },
  };
}

function readLine(line: string, row: number): ReadEvent['event'] {
  const json = parsed(line);
  return json instanceof MalformedJson
    ? new Refused('malformed-json', json.message)
    : parseEnvelope(json, row - 1);
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
