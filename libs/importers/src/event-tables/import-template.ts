import { CATALOGUE, Evidence, streamKindsOf } from '#libs/governance';
import type { EventType } from '#libs/governance';
import { fieldShapes } from './field-shapes.js';
import type { FieldShape } from './field-shapes.js';

/** A table with the columns of one event type, and two remarks that say how to fill it in. */
export interface ImportTemplate {
  readonly headers: readonly string[];
  /** What each column means, then an example; both begin with `#`, so that no import takes them. */
  readonly rows: readonly Readonly<Record<string, string>>[];
}

interface TemplateColumn {
  readonly header: string;
  readonly meaning: string;
  readonly example: string;
}

const EVIDENCE_EXAMPLE = {
  url: 'https://example.org/notice',
  publisher: 'The desk',
  tier: 'press',
  access: 'read',
};

/** Absent where the catalogue has no such type. */
export function importTemplate(type: string): ImportTemplate | undefined {
  const eventType = CATALOGUE.get(type);
  if (eventType === undefined) return undefined;
  const columns = columnsOf(eventType);
  return {
    headers: columns.map(({ header }) => header),
    rows: [
      remark(columns.map(({ header, meaning }) => [header, meaning])),
      remark(columns.map(({ header, example }) => [header, example])),
    ],
  };
}

function remark(cells: readonly (readonly [string, string])[]): Readonly<Record<string, string>> {
  const row = Object.fromEntries(cells);
  return { ...row, type: `# ${row['type'] ?? ''}` };
}

function columnsOf(eventType: EventType): readonly TemplateColumn[] {
  const shapes = fieldShapes(eventType.payload);
  const isShared = ({ path }: FieldShape): boolean => SHARED.includes(path[0] ?? '');
  const { data } = eventType.example;
  return [
    ...attributes(eventType),
    ...shapes.filter((shape) => !isShared(shape)).flatMap((shape) => fieldColumns(shape, data)),
    ...fieldShapes(Evidence).map((shape) => columnOf('evidence', shape, EVIDENCE_EXAMPLE)),
    ...shapes
      .filter((shape) => isShared(shape) && shape.path[0] !== 'evidence')
      .map((shape) => columnOf('data', shape, data)),
    {
      header: 'id',
      meaning: 'An id of one’s own; without it the same row is the same event.',
      example: '',
    },
    { header: 'source', meaning: 'Who reports it: an address or URN.', example: '' },
  ];
}

/** What every payload may carry stands after its own fields. */
const SHARED: readonly string[] = ['evidence', 'timePrecision', 'note'];

function attributes(eventType: EventType): readonly TemplateColumn[] {
  const kinds = streamKindsOf(eventType).map((kind) => `${kind}/<id>`);
  const { subject, time } = eventType.example;
  return [
    { header: 'type', meaning: 'required: the event type.', example: eventType.type },
    { header: 'subject', meaning: `required: ${kinds.join(' or ')}.`, example: subject },
    {
      header: 'time',
      meaning:
        'required: when it happened: YYYY-MM-DD (or YYYY-MM, YYYY), or a time with its offset.',
      example: time,
    },
  ];
}

/** Facts have a column for each name: those of the example, to be renamed and added to. */
function fieldColumns(shape: FieldShape, example: object): readonly TemplateColumn[] {
  const facts = shape.form === 'facts' ? valueAt(example, shape.path) : undefined;
  if (typeof facts !== 'object' || facts === null) return [columnOf('data', shape, example)];
  return Object.keys(facts).map((fact) =>
    columnOf('data', { ...shape, path: [...shape.path, fact] }, example),
  );
}

function columnOf(first: string, shape: FieldShape, example: object): TemplateColumn {
  const value = valueAt(example, shape.path);
  const hint = shape.form === 'list' ? ' Several are set apart by ;' : '';
  const need = shape.isRequired ? 'required: ' : '';
  return {
    header: [first, ...shape.path].join('.'),
    meaning: `${need}${shape.description}${hint}`,
    example: cellOf(value),
  };
}

function valueAt(data: object, path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (value, field) =>
      typeof value === 'object' && value !== null
        ? (value as Readonly<Record<string, unknown>>)[field]
        : undefined,
    data,
  );
}

function cellOf(value: unknown): string {
  if (value === undefined) return '';
  if (typeof value === 'string') return value;
  const isPlain = Array.isArray(value) && value.length > 0 && value.every(isWord);
  return isPlain ? value.join('; ') : JSON.stringify(value);
}

function isWord(value: unknown): value is string {
  return typeof value === 'string' && !/[;；]/u.test(value);
}
