import type { JsonValue, RecordedEvent } from '#libs/ledger';
import { normalizeWords } from '../registers/filter.js';

export const EVENT_WORDS_MAX = 8_000;

/** What an event says, one text a line: its id, type, subject and every text in its data. */
export function wordsOf({ id, type, subject, data }: RecordedEvent): string {
  const texts = [id, type, subject, ...textsIn(data)].map(normalizeWords);
  return [...new Set(texts)].join('\n').slice(0, EVENT_WORDS_MAX);
}

function textsIn(value: JsonValue): readonly string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(textsIn);
}
