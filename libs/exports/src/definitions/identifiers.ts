import { randomBytes } from 'node:crypto';

const EXPORT_ID_BYTES = 6;
const RUN_ID_BYTES = 10;

export function newExportId(): string {
  return randomBytes(EXPORT_ID_BYTES).toString('hex');
}

export function newRunId(): string {
  return randomBytes(RUN_ID_BYTES).toString('hex');
}
