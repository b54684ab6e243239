import type { JsonObject } from '#libs/ledger';
import { objectOf, textOf } from './statement.js';

/** A name as payloads carry it: Chinese, or Latin letters only. */
export function localName(name: string): JsonObject {
  return /\p{Script=Han}/u.test(name) ? { zh: name } : { en: name };
}

export function namesOf(data: JsonObject): readonly string[] {
  const name = objectOf(data, 'name');
  return [textOf(name, 'zh'), textOf(name, 'en')].filter((text) => text !== undefined);
}
