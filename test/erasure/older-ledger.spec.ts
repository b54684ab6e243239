import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createPool } from '#libs/database';
import { Ledger } from '#libs/ledger';
import { KEY, RunningServer } from '../api/setup/running-server.js';
import { ASSIGNED, GRANTER, OWNER, PUT_RIGHT, STORY, WAIVED } from './named-duties.js';
import { tablesWith } from './places-of-text.js';

const QUOTED = encodeURIComponent(OWNER);
const VALID = 'validAt=2026-02-13';

let server: RunningServer;

/** As they were recorded before names were kept apart: the leaf has the text itself. */
beforeAll(async () => {
  server = await RunningServer.start();
  const pool = createPool({
    url: server.databaseUrl,
    role: 'edict_app',
    applicationName: 'spec',
    max: 1,
  });
  const ledger = new Ledger(pool);
  const proposals = STORY.map(({ source, id, type, subject, time, data }) => ({
    event: {
      source,
      id,
      type,
      subject,
      time,
      dataschema: `urn:edict:event:${type}:1`,
      data: data,
      actor: 'key:desk',
    },
  }));
  await ledger.append({ proposals });
  await ledger.close();
  await pool.end();
});
afterAll(() => server.close());

describe('A ledger that was begun before names were kept apart', () => {
  it.each([
    ['/v1/events/7', OWNER],
    [`/v1/duties?owner=${QUOTED}&${VALID}`, OWNER],
    [`/v1/statuses?owner=${QUOTED}&${VALID}`, OWNER],
    [`/v1/waivers?${VALID}`, GRANTER],
    ['/v1/companies/bytedance/timeline', GRANTER],
  ])('is read as before: %s', async (path, name) => {
    expect((await server.fresh(path)).text).toContain(name);
  });

  it('is no longer searched for names', async () => {
    expect((await server.fresh('/v1/search?q=Canary')).json.items).toEqual([]);
    const tables = await tablesWith(server.databaseUrl, OWNER);
    expect(tables).not.toContain('compliance.event_words');
  });

  it('takes its events again as what they are', async () => {
    for (const event of [ASSIGNED, WAIVED, PUT_RIGHT]) {
      const { status, json } = await server.record(event);
      expect([status, json.position]).toEqual([200, STORY.indexOf(event) + 1]);
    }
    const other = { ...ASSIGNED, data: { ...ASSIGNED.data, owner: 'Canary Somebody' } };
    expect((await server.record(other)).status).toBe(409);
  });

  it('commits to what names are recorded from now on', async () => {
    const { status } = await server.record({ ...ASSIGNED, id: 'new' });
    expect(status).toBe(201);
    const [leaf] = (await server.ask(`/v1/events/${STORY.length + 1}?raw=true`)).text.split('\n');
    expect(leaf).not.toContain(OWNER);
    const { json } = await server.fresh(`/v1/duties?owner=${QUOTED}&${VALID}`);
    expect(json.items.map(({ owner }) => owner)).toEqual([OWNER, OWNER]);
  });

  it('says honestly what it cannot erase', async () => {
    const { source, id } = WAIVED;
    const { status, json } = await server.ask('/v1/erasures', {
      method: 'POST',
      key: KEY,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ event: { source, id }, reason: 'Asked for.' }),
    });
    expect([status, json.code]).toEqual([422, 'nothing-personal']);
    expect(json['detail']).toContain('its leaf has the text itself');
  });
});
