import type { RegisterRows } from '../registers/list.js';
import type { Fields } from '../registers/register.js';
import type { LabelOnRecord } from './watermarking-row.js';

/** A measure of labelling; what measures of other kinds have is left out. */
export function labelOnRecord(row: RegisterRows['measures']): Fields<LabelOnRecord> {
  const { measure: label, subject } = row;
  const details = DETAILS.map((field) => [field, row[field]] as const);
  const known = details.filter(([, value]) => value !== undefined);
  return { label, subject, ...Object.fromEntries(known) };
}

const DETAILS = [
  'medium',
  'for',
  'channel',
  'method',
  'from',
  'to',
  'lastOutcome',
  'lastCheckedAt',
  'lastPassedAt',
  'lastFailedAt',
] as const satisfies readonly (keyof LabelOnRecord)[];
