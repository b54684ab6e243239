import { UnreadableFile } from '../reading/unreadable-file.js';

/** Attributes of an event that have a column of their own. */
const ATTRIBUTES = ['type', 'subject', 'time', 'id', 'source'] as const;
export type Attribute = (typeof ATTRIBUTES)[number];

/** What the cells of a column say. */
export type TableColumn =
  | { readonly header: string; readonly attribute: Attribute }
  | { readonly header: string; readonly data: readonly string[] }
  /** `evidence.<field>` is of the first piece, `evidence.2.<field>` of the second. */
  | { readonly header: string; readonly evidence: number; readonly path: readonly string[] };

const REQUIRED: readonly Attribute[] = ['type', 'subject', 'time'];
export const EVIDENCE_PIECES_MAX = 20;

/** Whether a header line is one of a table of events. */
export function isEventHeader(headers: readonly string[]): boolean {
  return REQUIRED.every((attribute) => headers.includes(attribute));
}

/** @throws UnreadableFile `unknown-header` for a column that no event has, or that stands twice */
export function columnsOf(headers: readonly string[]): readonly TableColumn[] {
  const columns = headers.map(columnOf);
  const doubled = headers.find((header, index) => headers.indexOf(header) !== index);
  if (doubled !== undefined) throw unknownHeader(`The column "${doubled}" stands twice.`);
  return columns;
}

function columnOf(header: string): TableColumn {
  const attribute = ATTRIBUTES.find((one) => one === header);
  if (attribute !== undefined) return { header, attribute };
  const [first, ...path] = header.split('.');
  const isNamed = path.length > 0 && path.every((part) => part !== '' && part !== '__proto__');
  if (isNamed && first === 'data') return { header, data: path };
  const evidence = isNamed && first === 'evidence' ? evidenceColumn(header, path) : undefined;
  if (evidence !== undefined) return evidence;
  throw unknownHeader(
    `The column "${header}" is not known: a table of events has type, subject, time, id, source, ` +
      'data.<field> and evidence.<field>.',
  );
}

function evidenceColumn(header: string, path: readonly string[]): TableColumn | undefined {
  const [first = '', ...rest] = path;
  if (!/^\d+$/.test(first)) return { header, evidence: 1, path };
  const piece = Number(first);
  const isPiece = piece >= 1 && piece <= EVIDENCE_PIECES_MAX && rest.length > 0;
  return isPiece ? { header, evidence: piece, path: rest } : undefined;
}

function unknownHeader(detail: string): UnreadableFile {
  return new UnreadableFile('unknown-header', detail);
}
