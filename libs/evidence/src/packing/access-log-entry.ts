import { AccessLog } from '#libs/access';
import type pg from 'pg';
import { csvLine } from '../contents/csv.js';
import { ENTRY } from '../format/entry-names.js';
import { spooledEntry } from '../format/pack-entry.js';
import type { PackEntry } from '../format/pack-entry.js';

const HEADER = ['at', 'actor', 'resource', 'address'];

export interface ReadsPacked {
  readonly entry: PackEntry;
  readonly count: number;
}

/** Who read the company's evidence before an instant, in the order in which it was written down. */
export async function accessLogEntry(
  client: pg.ClientBase,
  company: string,
  until: string,
  folder: string,
): Promise<ReadsPacked> {
  let count = 0;
  const reads = new AccessLog(client).stream({ action: 'evidence-read', company, to: until });
  async function* lines(): AsyncGenerator<string> {
    yield csvLine(HEADER);
    for await (const { at, actor, resource, address } of reads) {
      count += 1;
      yield csvLine([at.toISOString(), actor, resource, address]);
    }
  }
  const entry = await spooledEntry(ENTRY.accessLog, lines(), folder);
  return { entry, count };
}
