import type { Rejected } from '../catalogue/event-type.js';
import { rejected } from '../catalogue/rejected.js';
import { describe } from '../fields/describe.js';
import { Optional, Text } from '../fields/fields.js';
import * as limits from '../fields/limits.js';

/** A name in Chinese, in English or in both. */
export class Name {
  @describe('The name in Chinese.')
  @Optional()
  @Text(limits.NAME_LENGTH_MAX)
  readonly zh?: string;

  @describe('The name in English or in Latin letters.')
  @Optional()
  @Text(limits.NAME_LENGTH_MAX)
  readonly en?: string;
}

/** A wording in both languages of the interface. */
export class Wording {
  @describe('In English.')
  @Text(limits.TITLE_LENGTH_MAX)
  readonly en!: string;

  @describe('In Chinese.')
  @Text(limits.TITLE_LENGTH_MAX)
  readonly zh!: string;
}

/** A sentence or two in both languages of the interface. */
export class Passage {
  @describe('In English.')
  @Text(limits.SENTENCE_LENGTH_MAX)
  readonly en!: string;

  @describe('In Chinese.')
  @Text(limits.SENTENCE_LENGTH_MAX)
  readonly zh!: string;
}

export function unnamed(name: Name): Rejected | undefined {
  const nothing = name.zh === undefined && name.en === undefined;
  return nothing
    ? rejected('invalid-data', 'A name is needed in Chinese or in English.', '/data/name')
    : undefined;
}
