import { randomUUID } from 'node:crypto';
import { createPool } from '#libs/database';
import { Ledger } from '#libs/ledger';
import type { EventId } from '#libs/ledger';

/** As though a process had ended between what it recorded of an erasure and what follows. */
export async function sayErased(
  url: string,
  { source, id }: EventId,
  position: number,
  field: string,
): Promise<void> {
  const pool = createPool({ url, role: 'edict_app', applicationName: 'spec', max: 1 });
  const ledger = new Ledger(pool);
  const erasure = randomUUID();
  const event = {
    source: 'urn:edict:erasures',
    id: `${erasure}/1`,
    type: 'data.erased',
    subject: 'log/erasures',
    time: new Date().toISOString(),
    dataschema: 'urn:edict:event:data.erased:1',
    data: {
      erasure,
      events: [{ source, id, position, fields: [field] }],
      reason: 'Asked for.',
      requestedBy: 'key:a',
      approvedBy: 'key:b',
    },
    actor: 'edict',
  };
  await ledger.append({ proposals: [{ event }] });
  await ledger.close();
  await pool.end();
}

/** How many personal values a database has. */
export async function standingIn(url: string): Promise<number> {
  const pool = createPool({ url, applicationName: 'spec', max: 1 });
  const { rows } = await pool.query<{ count: number }>(
    'select count(*)::integer as count from personal.value',
  );
  await pool.end();
  return rows[0]?.count ?? 0;
}
