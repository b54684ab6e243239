import { CATALOGUE, Evidence } from '#libs/governance';
import type { EventType } from '#libs/governance';
import type { JsonObject, JsonValue } from '#libs/ledger';
import type { EventProblem, IncomingEvent } from '#libs/recording';
import { Refused } from '#libs/recording';
import { digestOf } from '../planning/digest.js';
import { cellTime } from './cell-time.js';
import { cellValue, factValue, UnreadableCell } from './cell-value.js';
import { fieldShapes } from './field-shapes.js';
import type { FieldShape } from './field-shapes.js';
import { Tree } from './tree.js';
import type { Attribute, TableColumn } from './table-columns.js';

/** Of rows that name none: the same row is the same event, whoever imports it. */
export const TABLE_SOURCE = 'urn:edict:event-table';

/** A cell that says something. */
interface Cell {
  readonly column: TableColumn;
  readonly text: string;
}

/** The event that a row of a table says, or everything for which it says none. */
export function rowEvent(
  columns: readonly TableColumn[],
  texts: readonly string[],
  timeZone: string,
): IncomingEvent | Refused {
  const cells = texts.flatMap((written, index): Cell[] => {
    const column = columns[index];
    const text = unguarded(written);
    return text === '' || column === undefined ? [] : [{ column, text }];
  });
  if (texts.slice(columns.length).some((text) => text !== '')) {
    return new Refused('unknown-column', 'The row has more cells than there are columns.');
  }
  const type = CATALOGUE.get(attributeOf(cells, 'type'));
  if (type === undefined) return unknownType(attributeOf(cells, 'type'));
  const { problems, data } = readData(type, cells);
  const [first] = problems;
  if (first !== undefined) return new Refused(first.code, allOf(problems), { errors: problems });
  return eventOf(type, cells, data, timeZone);
}

/** Tables for spreadsheets guard formulas and long numbers with an apostrophe (see libs/exports). */
function unguarded(text: string): string {
  return GUARDED.test(text) ? text.slice(1) : text;
}

const GUARDED = /^'(?=[\s\u3000\ufeff]*[=+\-@\uff1d\uff0b\uff0d\uff20]|[+-]?(0\d|\d{16,})[\d.]*$)/u;

function eventOf(
  { type }: EventType,
  cells: readonly Cell[],
  said: JsonObject,
  timeZone: string,
): IncomingEvent {
  const { time, precision } = cellTime(attributeOf(cells, 'time'), timeZone);
  const data = precision === undefined ? said : { timePrecision: precision, ...said };
  const event = { type, subject: attributeOf(cells, 'subject'), time, data };
  const id = attributeOf(cells, 'id');
  const source = attributeOf(cells, 'source');
  return {
    ...event,
    id: id === '' ? `${type}/${digestOf(event)}` : id,
    source: source === '' ? TABLE_SOURCE : source,
  };
}

function attributeOf(cells: readonly Cell[], attribute: Attribute): string {
  const found = cells.find(({ column }) => 'attribute' in column && column.attribute === attribute);
  return found?.text ?? '';
}

function readData(type: EventType, cells: readonly Cell[]) {
  const shapes = fieldShapes(type.payload).filter(({ path }) => path[0] !== 'evidence');
  const problems: EventProblem[] = [];
  const data = new Tree();
  const pieces = new Map<number, Tree>();
  for (const { column, text } of cells) {
    if ('attribute' in column) continue;
    const isOfData = 'data' in column;
    const path = isOfData ? column.data : column.path;
    const said = read(path, text, isOfData ? shapes : EVIDENCE_SHAPES);
    if (said instanceof UnreadableCell) {
      problems.push(unreadable(column.header, said));
    } else if (said === undefined) {
      problems.push(unknownColumn(column.header, type.type));
    } else {
      (isOfData ? data : pieceOf(pieces, column.evidence)).put(said.path, said.value);
    }
  }
  const evidence = [...pieces].sort(([one], [other]) => one - other).map(([, piece]) => piece.root);
  return { problems, data: evidence.length > 0 ? { ...data.root, evidence } : data.root };
}

const EVIDENCE_SHAPES = fieldShapes(Evidence);

function pieceOf(pieces: Map<number, Tree>, place: number): Tree {
  const piece = pieces.get(place) ?? new Tree();
  pieces.set(place, piece);
  return piece;
}

interface Said {
  readonly path: readonly string[];
  readonly value: JsonValue;
}

/** What a cell says of a field; nothing where the event has no such field. */
function read(
  path: readonly string[],
  text: string,
  shapes: readonly FieldShape[],
): Said | UnreadableCell | undefined {
  const shape = shapes.find((one) => one.path.every((part, index) => part === path[index]));
  if (shape === undefined) return undefined;
  // The names of facts may have dots in them.
  const fact = path.slice(shape.path.length).join('.');
  try {
    if (fact === '') return { path, value: cellValue(text, wholeForm(shape)) };
    if (shape.form !== 'facts') return undefined;
    return { path: [...shape.path, fact], value: factValue(text, fact) };
  } catch (error) {
    if (error instanceof UnreadableCell) return error;
    throw error;
  }
}

function wholeForm({ form }: FieldShape) {
  return form === 'facts' ? 'value' : form;
}

function unreadable(header: string, { message }: UnreadableCell): EventProblem {
  return { pointer: `/${header}`, code: 'malformed-json', message: `${header}: ${message}` };
}

function unknownColumn(header: string, type: string): EventProblem {
  return { pointer: `/${header}`, code: 'unknown-column', message: `${type} has no ${header}` };
}

function unknownType(type: string): Refused {
  if (type === '') return new Refused('unknown-type', 'The row names no event type.');
  return new Refused('unknown-type', `The catalogue has no event type ${type}.`);
}

function allOf(problems: readonly EventProblem[]): string {
  return `${problems.map(({ message }) => message).join('; ')}.`;
}
