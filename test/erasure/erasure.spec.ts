import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { formatVerifierKey } from '#libs/merkle';
import type { VerifiedCheckpoint } from '#libs/merkle';
import { KEY } from '../api/setup/running-server.js';
import type { RunningServer } from '../api/setup/running-server.js';
import { SignedServer } from '../log/signed-server.js';
import { edict, newDataDirectory } from '../start/edict-process.js';
import {
  ASSIGNED,
  ASSIGNED_WRONGLY,
  GRANTER,
  OWNER,
  PUT_RIGHT,
  secondKey,
  STORY,
  tellStory,
  WAIVED,
} from './named-duties.js';
import { tablesWith } from './places-of-text.js';

const COMMITMENT = /"urn:edict:commitment:[\w-]{43}"/;
const REASON = 'Asked for by whom it concerns.';
const CSV = { headers: { accept: 'text/csv' } };
const VALID = 'validAt=2026-02-13';
const QUOTED = encodeURIComponent(OWNER);

let signed: SignedServer;
let server: RunningServer;
let second: string;
let before: VerifiedCheckpoint;
let leavesBefore: readonly Buffer[];

beforeAll(async () => {
  signed = await SignedServer.start();
  ({ server } = signed);
  await tellStory(server);
  second = await secondKey(server);
  await server.record({ ...STORY[0], id: 'again', subject: 'companies/again' }, '?wait=checkpoint');
  ({ checkpoint: before, entries: leavesBefore } = await signed.client().all());
});
afterAll(() => signed.close());

/** What each address shows of the persons whom the events name, in the order of the answer. */
const shown = async (path: string, asking = {}): Promise<string> =>
  (await server.fresh(path, asking)).text;

const VIEWS: readonly (readonly [string, object, readonly string[]])[] = [
  ['/v1/events?type=duty.*', {}, [OWNER]],
  ['/v1/events?type=obligation.waived', {}, [GRANTER]],
  ['/v1/events?subject=companies/bytedance', {}, [OWNER]],
  ['/v1/events', CSV, [OWNER, GRANTER]],
  ['/v1/events', { headers: { accept: 'application/x-ndjson' } }, [OWNER, GRANTER]],
  ['/v1/events/7', {}, [OWNER]],
  ['/v1/companies/bytedance/timeline', {}, [OWNER, GRANTER]],
  ['/v1/companies/bytedance/timeline', CSV, [OWNER, GRANTER]],
  [`/v1/duties?${VALID}`, {}, [OWNER]],
  [`/v1/duties?${VALID}`, CSV, [OWNER]],
  [`/v1/waivers?${VALID}`, {}, [GRANTER]],
  [`/v1/waivers?${VALID}`, CSV, [GRANTER]],
  [`/v1/statuses?${VALID}`, {}, [OWNER]],
  [`/v1/statuses?${VALID}`, CSV, [OWNER]],
  [`/v1/statuses?${VALID}`, { headers: { 'accept-language': 'zh' } }, [OWNER]],
  [`/v1/companies/bytedance?${VALID}`, {}, [OWNER]],
  [`/v1/systems/seedance-2.0?${VALID}`, {}, [OWNER]],
  [`/v1/deadlines?${VALID}`, {}, [OWNER]],
  [`/v1/deadlines?${VALID}`, CSV, [OWNER]],
  [`/v1/deadlines.ics?${VALID}`, {}, [OWNER]],
  [
    `/v1/companies/bytedance/why?subject=systems/seedance-2.0&obligation=report&${VALID}`,
    {},
    [GRANTER],
  ],
];

/** Calendar programs read lines of at most 75 bytes. */
const unfolded = (text: string): string => text.replaceAll('\r\n ', '');

describe('Names before an erasure', () => {
  it.each(VIEWS)('are shown by %s %j', async (path, asking, names) => {
    const text = unfolded(await shown(path, asking));
    for (const name of names) expect(text).toContain(name);
    expect(text).not.toMatch(COMMITMENT);
  });

  it('are no part of the bytes that are hashed', async () => {
    for (const bytes of leavesBefore) {
      expect(bytes.toString()).not.toMatch(/Canary/);
    }
    const raw = await server.ask('/v1/events/7?raw=true');
    expect(raw.text).toBe(leavesBefore[6]?.toString());
    expect(raw.text).toMatch(COMMITMENT);
  });

  it('are nowhere in the database but under the key outside it', async () => {
    expect(await tablesWith(server.databaseUrl, OWNER)).toEqual([]);
    expect(await tablesWith(server.databaseUrl, GRANTER)).toEqual([]);
    // The control: what the events say besides is found.
    expect(await tablesWith(server.databaseUrl, 'A pilot area.')).toEqual(
      expect.arrayContaining(['ledger.event', 'compliance.register_row', 'compliance.event_words']),
    );
  });

  it('are not found by the search', async () => {
    for (const q of ['Canary', '金丝雀', 'commitment']) {
      expect((await server.fresh(`/v1/search?q=${encodeURIComponent(q)}`)).json.items).toEqual([]);
      const path = `/v1/duties?q=${encodeURIComponent(q)}&${VALID}`;
      expect((await server.fresh(path)).json.items).toEqual([]);
    }
  });

  it.each([
    ['duties', 2],
    ['statuses', 2],
    ['missing-facts', 0],
  ])('filter %s', async (list, count) => {
    const { json } = await server.fresh(`/v1/${list}?owner=${QUOTED}&${VALID}`);
    expect(json.items).toHaveLength(count);
    const others = await server.fresh(`/v1/${list}?owner=Canary&${VALID}`);
    expect(others.json.items).toEqual([]);
  });

  it('are a commitment where a replay shows events, the same before and after', async () => {
    expect(await shown('/v1/companies/bytedance/replay')).toMatch(COMMITMENT);
    expect(await shown('/v1/companies/bytedance/replay')).not.toContain('Canary');
  });
});

const post = (path: string, body: object, key: string) =>
  server.ask(path, {
    method: 'POST',
    key,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });

const named = ({ source, id }: { readonly source: string; readonly id: string }) => ({
  source,
  id,
});

describe('An erasure that cannot be', () => {
  it.each([
    [{ event: named(ASSIGNED) }, 400, 'invalid-body'],
    [{ event: named(ASSIGNED), reason: ' ' }, 400, 'invalid-body'],
    [{ reason: REASON }, 400, 'invalid-body'],
    [{ event: named(ASSIGNED), person: OWNER, reason: REASON }, 400, 'invalid-body'],
    [{ person: OWNER, fields: ['/owner'], reason: REASON }, 400, 'invalid-body'],
    [{ event: named(ASSIGNED), fields: [], reason: REASON }, 400, 'invalid-body'],
    [{ event: named(ASSIGNED), fields: ['owner'], reason: REASON }, 400, 'invalid-body'],
    [{ event: { source: 'x' }, reason: REASON }, 400, 'invalid-body'],
    [{ event: { source: 'urn:x', id: 'none' }, reason: REASON }, 422, 'unknown-event'],
    [{ event: named(STORY[0]), reason: REASON }, 422, 'nothing-personal'],
    [{ event: named(ASSIGNED), fields: ['/by'], reason: REASON }, 422, 'nothing-to-erase'],
    [{ person: 'Canary Nobody else', reason: REASON }, 422, 'nothing-to-erase'],
    [{ event: named(ASSIGNED), reason: `For ${OWNER}.` }, 422, 'names-the-person'],
    [{ person: OWNER, reason: `For ${OWNER.toUpperCase()}.` }, 422, 'names-the-person'],
  ])('%j is refused', async (body, status, code) => {
    const answer = await post('/v1/erasures', body, KEY);
    expect([answer.status, answer.json.code]).toEqual([status, code]);
    expect((await server.ask('/v1/erasures')).json.items).toEqual([]);
  });

  it('was never asked for', async () => {
    for (const id of ['none', '00000000-0000-0000-0000-000000000000']) {
      const answer = await post(`/v1/erasures/${id}/approval`, {}, KEY);
      expect([answer.status, answer.json.code]).toEqual([404, 'not-found']);
    }
    expect((await server.ask('/v1/erasures?state=none')).status).toBe(400);
  });
});

describe('An erasure', () => {
  let etag: string | null;
  let request: string;

  it('destroys nothing while it waits, and not when the same key approves it', async () => {
    etag = (await server.fresh('/v1/events/7')).headers.get('etag');
    const asked = await post('/v1/erasures', { event: named(ASSIGNED), reason: REASON }, KEY);
    expect(asked.status).toBe(201);
    expect(asked.json).toMatchObject({
      state: 'pending',
      event: { ...named(ASSIGNED), position: 7, fields: ['/owner'] },
      requestedBy: 'key:admin',
      values: 1,
    });
    request = asked.json.id;
    const refused = await post(`/v1/erasures/${request}/approval`, {}, KEY);
    expect([refused.status, refused.json.code]).toEqual([403, 'second-pair-of-eyes']);
    expect(await shown('/v1/events/7')).toContain(OWNER);
    expect((await server.ask('/v1/erasures?state=pending')).json.items).toHaveLength(1);
    expect((await server.ask('/v1/erasures?state=erased')).json.items).toEqual([]);
  });

  it('is recorded, then done, once another key approves it', async () => {
    const head = await server.head();
    const { status, json } = await post(`/v1/erasures/${request}/approval`, {}, second);
    expect(status).toBe(200);
    expect(json).toMatchObject({ state: 'erased', values: 1, requestedBy: 'key:admin' });
    const said = await server.ask(`/v1/events/${head + 1}`);
    expect(said.json).toMatchObject({
      type: 'data.erased',
      subject: 'log/erasures',
      data: {
        erasure: request,
        events: [{ ...named(ASSIGNED), position: 7, fields: ['/owner'] }],
        reason: REASON,
        requestedBy: 'key:admin',
        approvedBy: json['approvedBy'],
      },
    });
    expect(json['approvedBy']).toMatch(/^key:[0-9a-f]{12}$/);
    const again = await post(`/v1/erasures/${request}/approval`, {}, second);
    expect([again.status, await server.head()]).toEqual([200, head + 1]);
  });

  it('changes what its event shows and nothing else', async () => {
    const { headers, json } = await server.fresh('/v1/events/7');
    expect(json).toMatchObject({ data: { owner: 'erased' } });
    expect(headers.get('etag')).not.toBe(etag);
    const cached = { headers: { 'if-none-match': String(etag) } };
    expect((await server.ask('/v1/events/7', cached)).status).toBe(200);
    // The correction of another event names the same person.
    expect(await shown(`/v1/duties?${VALID}`)).toContain(OWNER);
    const { items } = (await server.fresh(`/v1/duties?${VALID}&sort=subject`)).json;
    expect(items.map(({ owner }) => owner)).toEqual([OWNER, 'erased']);
    const { json: owned } = await server.fresh(`/v1/statuses?${VALID}&owner=${QUOTED}`);
    expect(owned.items.map(({ obligation }) => obligation)).toEqual(['record']);
  });

  it('of a person reaches every event that names her, corrections too', async () => {
    const asked = await post('/v1/erasures', { person: OWNER, reason: REASON }, second);
    expect(asked.json).toMatchObject({ state: 'pending', values: 1 });
    expect(asked.json['event']).toBeUndefined();
    const granted = await post('/v1/erasures', { person: GRANTER, reason: REASON }, second);
    for (const { id } of [asked.json, granted.json]) {
      const { json } = await post(`/v1/erasures/${id}/approval`, {}, KEY);
      expect(json).toMatchObject({ state: 'erased', values: 1, approvedBy: 'key:admin' });
    }
    expect((await server.fresh(`/v1/duties?owner=${QUOTED}&${VALID}`)).json.items).toEqual([]);
  });

  it.each(VIEWS)('is seen in %s %j', async (path, asking) => {
    const text = unfolded(await shown(path, asking));
    expect(text).toMatch(/\berased\b/);
    expect(text).not.toMatch(COMMITMENT);
    expect(text).not.toContain(OWNER);
    expect(text).not.toContain(GRANTER);
  });

  it('cannot be asked for again', async () => {
    const answer = await post('/v1/erasures', { event: named(WAIVED), reason: REASON }, KEY);
    expect([answer.status, answer.json.code]).toEqual([409, 'already-erased']);
  });

  it('leaves nothing of the names, their salts or keys anywhere', async () => {
    for (const name of [OWNER, GRANTER]) {
      expect(await tablesWith(server.databaseUrl, name)).toEqual([]);
      expect(await shown('/v1/erasures')).not.toContain(name);
    }
    // What a corrected event first said names somebody else, who was not erased.
    expect(await shown(`/v1/events?subject=companies/bytedance`)).toContain('Canary Nobody');
  });

  it.each([
    ['an assignment', ASSIGNED],
    ['a waiver', WAIVED],
    ['a correction', PUT_RIGHT],
  ])('is not undone by %s that is sent again', async (_, event) => {
    const head = await server.head();
    const { status, json } = await server.record(event);
    expect([status, json.position]).toEqual([200, STORY.indexOf(event) + 1]);
    expect(await server.head()).toBe(head);
    const other = await server.record({ ...event, time: '2026-02-01T00:00:00+08:00' });
    expect([other.status, other.json.code]).toEqual([409, 'id-reused']);
    expect(await tablesWith(server.databaseUrl, OWNER)).toEqual([]);
    expect(await shown(`/v1/duties?${VALID}`)).not.toContain(OWNER);
  });

  it('leaves every leaf and proof as it was', async () => {
    await server.record({ ...STORY[0], id: 'last', subject: 'companies/last' }, '?wait=checkpoint');
    const later = await signed.client().follows(before);
    const { entries } = await signed.client().all();
    expect(entries.slice(0, leavesBefore.length)).toEqual(leavesBefore);
    expect(later.size).toBeGreaterThan(before.size);
  });

  it('leaves the ledger verified and the views as they follow from it', async () => {
    const settings = {
      EDICT_DATABASE_URL: server.databaseUrl,
      EDICT_DATA_DIR: await newDataDirectory(),
    };
    const keys = signed.trusted.flatMap((key) => ['--key', formatVerifierKey(key)]);
    const verified = await edict(['verify', '--full', ...keys], settings);
    expect(verified.output).toContain('is as it was recorded and signed');
    expect(verified.output).toContain('are what the ledger gives');
    expect(verified.exit).toBe(0);
    const replay = ['replay', '--company', 'bytedance', '--compare', '--json'];
    const { output, exit } = await edict(replay, settings);
    expect([exit, /Canary (Li|Wang)/.test(output)]).toEqual([0, false]);
  });
});

describe('Names of which nothing was erased', () => {
  it('are still told apart where an event is sent again', async () => {
    expect((await server.record(ASSIGNED_WRONGLY)).status).toBe(200);
    const data = { ...ASSIGNED_WRONGLY.data, owner: 'Canary Somebody' };
    const { status, json } = await server.record({ ...ASSIGNED_WRONGLY, data });
    expect([status, json.code]).toEqual([409, 'id-reused']);
  });

  it('cannot be given as a commitment', async () => {
    const raw = (await server.ask('/v1/events/9?raw=true')).text;
    const owner = /urn:edict:commitment:[\w-]{43}/.exec(raw)?.[0];
    const given = { ...ASSIGNED, id: 'forged', data: { ...ASSIGNED.data, owner } };
    const noted = { ...ASSIGNED, id: 'noted', data: { ...ASSIGNED.data, note: owner } };
    for (const event of [given, noted, { ...ASSIGNED, id: owner }]) {
      const { status, json } = await server.record(event);
      expect([status, json.errors.map(({ code }) => code)]).toEqual([400, ['not-allowed']]);
    }
  });
});
