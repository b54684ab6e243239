import { personalTexts, replaceTexts } from '#libs/governance';
import type { JsonValue, RecordedEvent } from '#libs/ledger';
import { normalizeWords } from '../registers/filter.js';

export const EVENT_WORDS_MAX = 8_000;

/**
 * What an event says, one text a line: its id, type, subject and every text in its data but those
 * that may name a person. Older ledgers have these in the leaf itself; found they are nowhere.
 */
export function wordsOf({ id, type, subject, data }: RecordedEvent): string {
  const personal = personalTexts({ type, data }).map(({ field }) => [field, ''] as const);
  const said = textsIn(replaceTexts(data, new Map(personal)));
  const texts = [id, type, subject, ...said].map(normalizeWords).filter((text) => text !== '');
  return [...new Set(texts)].join('\n').slice(0, EVENT_WORDS_MAX);
}

function textsIn(value: JsonValue): readonly string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(textsIn);
}
