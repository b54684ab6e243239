import { VOCABULARY } from '#libs/governance';
import type { ValueType } from '#libs/governance';
import type { JsonValue } from '#libs/ledger';
import { MalformedJson, parseStrict } from '#libs/ledger';
import type { CellForm } from './field-shapes.js';

/** A cell that cannot be read as its column asks. */
export class UnreadableCell extends Error {
  override readonly name = 'UnreadableCell';
}

/**
 * The value that a cell spells for a field. What is not of the form stays a text, which the check of
 * the event then refuses with what it wants instead.
 * @throws UnreadableCell where JSON that was begun cannot be read
 */
export function cellValue(cell: string, form: Exclude<CellForm, 'facts'>): JsonValue {
  if (form === 'integer') return /^-?\d{1,16}$/.test(cell) ? Number(cell) : cell;
  if (form === 'flag') return FLAGS.get(cell.toLowerCase()) ?? cell;
  if (form === 'list') return cell.startsWith('[') ? json(cell) : words(cell);
  if (form === 'value') return /^[[{]|^(true|false|null)$/.test(cell) ? json(cell) : cell;
  return cell;
}

/** The value of a fact: by the type that its word declares, or else as it looks. */
export function factValue(cell: string, fact: string): JsonValue {
  if (cell === 'null') return null;
  const type = VOCABULARY.fact.get(fact)?.valueType;
  if (type === undefined) return cell.startsWith('[') ? json(cell) : guessed(cell);
  return cellValue(cell, FORM_OF_FACT[type]);
}

const FORM_OF_FACT: Readonly<Record<ValueType, Exclude<CellForm, 'facts'>>> = {
  flag: 'flag',
  integer: 'integer',
  decimal: 'text',
  day: 'text',
  word: 'text',
  text: 'text',
  set: 'list',
};

/** A spreadsheet writes them in capitals. */
const FLAGS: ReadonlyMap<string, boolean> = new Map([
  ['true', true],
  ['false', false],
]);

function guessed(cell: string): JsonValue {
  return FLAGS.get(cell.toLowerCase()) ?? cellValue(cell, 'integer');
}

function words(cell: string): readonly string[] {
  return cell
    .split(/[;；]/u)
    .map((word) => word.trim())
    .filter((word) => word !== '');
}

function json(cell: string): JsonValue {
  try {
    return parseStrict(cell);
  } catch (error) {
    if (error instanceof MalformedJson) throw new UnreadableCell(error.message);
    throw error;
  }
}
