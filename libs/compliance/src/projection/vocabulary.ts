import { TERM_KINDS, VOCABULARY } from '#libs/governance';
import type { Term, TermKind } from '#libs/governance';
import { wordsOfRow } from '../registers/register.js';
import type { Fields } from '../registers/register.js';
import type { TermRow } from '../registers/terms.js';
import type { NewRow } from './stored-rows.js';
import { STILL_KNOWN } from './knowledge.js';

/** The words that Edict ships with stand in the register of terms at all times. */
export function vocabularyRows(): readonly NewRow[] {
  return TERM_KINDS.flatMap((kind) =>
    [...VOCABULARY[kind].values()].map((term) => rowOf(kind, term)),
  );
}

function rowOf(kind: TermKind, { name, label, valueType }: Term): NewRow {
  const row: Fields<TermRow> = {
    kind,
    name,
    label,
    ...(valueType === undefined ? {} : { valueType }),
    builtIn: true,
    because: [],
  };
  return {
    register: 'terms',
    subject: 'vocabulary',
    key: `vocabulary/${kind}.${name}`,
    company: undefined,
    row: JSON.stringify(row),
    words: wordsOfRow([name, label.zh, label.en]),
    validFrom: -Infinity,
    validTo: Infinity,
    knownFrom: 0,
    knownTo: STILL_KNOWN,
  };
}
