import type { NewEvent } from '#libs/ledger';
import type { OverdueExport } from './overdue-exports.js';

const MINUTE_MS = 60_000;

/**
 * The event that an export is overdue. Only Edict itself writes to the streams below `exports/`. It is
 * the same whoever notices and however often, so that it is recorded once.
 */
export function exportOverdue({ id, nominalTime, graceMinutes }: OverdueExport): NewEvent {
  const time = new Date(nominalTime.getTime() + graceMinutes * MINUTE_MS).toISOString();
  const nominal = nominalTime.toISOString();
  return {
    source: 'urn:edict:exports',
    id: `overdue/${id}/${nominal}`,
    type: 'export.overdue',
    subject: `exports/${id}`,
    time,
    dataschema: 'urn:edict:event:export.overdue:1',
    data: { export: id, nominalTime: nominal, graceMinutes },
    actor: 'edict',
  };
}
