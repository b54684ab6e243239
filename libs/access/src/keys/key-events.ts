import type { NewEvent } from '#libs/ledger';
import type { KeyGrant } from './key-grant.js';

const STREAM = 'log/access';

/** Says on the ledger who gave whom all rights over keys. The key's name stays out: it may be a person's. */
export function keyGranted(id: string, grant: KeyGrant, by: string, time: string): NewEvent {
  const { roles, expiresAt } = grant;
  const until = expiresAt && { expiresAt: expiresAt.toISOString() };
  return eventOf('key.granted', id, { key: `key:${id}`, roles, ...until, by }, time);
}

export function keyRevoked(id: string, by: string, time: string): NewEvent {
  return eventOf('key.revoked', id, { key: `key:${id}`, by }, time);
}

/** Only Edict itself writes to the streams below `log/`. */
function eventOf(type: string, key: string, data: object, time: string): NewEvent {
  return {
    source: 'urn:edict:keys',
    id: `${key}/${type}`,
    type,
    subject: STREAM,
    time,
    dataschema: `urn:edict:event:${type}:1`,
    data: { ...data },
    actor: 'edict',
  };
}
