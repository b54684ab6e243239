import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Body } from '../api/setup/body.js';
import { event, WEEK } from '../api/setup/february.js';
import { KEY, RunningServer } from '../api/setup/running-server.js';
import { until } from '../start/edict-process.js';
import { OwnServer, standbyOf } from './standby.js';

let primary: OwnServer;
let standby: OwnServer;
let server: RunningServer;

beforeAll(async () => {
  primary = await OwnServer.primary();
  standby = await standbyOf(primary);
  server = await RunningServer.start({ EDICT_READ_DATABASE_URL: standby.url }, primary);
  for (const one of WEEK) await server.record(one);
  await caughtUp();
});

afterAll(async () => {
  await server.close();
  await standby.stop();
  await primary.stop();
});

/** The newest of the primary, views too, is in the standby. */
async function caughtUp(): Promise<void> {
  await until(async () => (await behind()) === 0);
  const [at] = await primary.ask<{ lsn: string }>('select pg_current_wal_lsn() as lsn');
  await until(async () => {
    const [row] = await standby.ask<{ there: boolean }>(
      'select pg_last_wal_replay_lsn() >= $1::pg_lsn as there',
      [String(at?.lsn)],
    );
    return row?.there === true;
  });
}

/** Events that are not in the views of the primary yet. */
async function behind(): Promise<number> {
  const [row] = await primary.ask<{ behind: string }>(
    `select (select position from ledger.head) - min(position) as behind
     from ledger.projection`,
  );
  return Number(row?.behind);
}

const notice = (id: string) =>
  event(id, 'company.registered', `companies/${id}`, { name: { en: id }, jurisdiction: 'CN' });

/** How many statements the sessions of the API have asked of a server shows who answered. */
async function answeredBy(server_: OwnServer): Promise<number> {
  const [row] = await server_.ask<{ sessions: string }>(
    `select count(*) as sessions from pg_stat_activity
     where application_name = 'edict api' and query_start > now() - interval '1 second'`,
  );
  return Number(row?.sessions);
}

const positionOf = (headers: Headers) => Number(headers.get('edict-position'));

/** While the standby takes nothing, as one that is far behind. */
async function whileBehind(work: () => Promise<void>): Promise<void> {
  await standby.ask('select pg_wal_replay_pause()');
  try {
    await work();
  } finally {
    await standby.ask('select pg_wal_replay_resume()');
    await caughtUp();
  }
}

describe('With a streaming replica for reading', () => {
  it('views and events come from the replica', async () => {
    await server.ask('/v1/companies/bytedance');
    await server.ask('/v1/events');
    expect(await answeredBy(standby)).toBeGreaterThan(0);
  });

  it('a reader sees what somebody wrote, by its position', async () => {
    for (let index = 0; index < 20; index += 1) {
      const { json } = await server.record(notice(`written-${index}`));
      const headers = { 'edict-min-position': String(json['position']) };
      const read = await server.ask(`/v1/companies/written-${index}`, { headers });
      expect(read.status).toBe(200);
      expect(positionOf(read.headers)).toBeGreaterThanOrEqual(json['position']);
    }
  });

  it('a replica that is behind says so, and never answers for later', () =>
    whileBehind(async () => {
      const before = positionOf((await server.ask('/v1/companies')).headers);
      const { json } = await server.record(notice('unseen'));
      const { position } = json;
      const plain = await server.ask('/v1/companies');
      expect(positionOf(plain.headers)).toBe(before);
      expect(plain.json.items.map(({ id }) => id)).not.toContain('unseen');
      const headers = { 'edict-min-position': String(position) };
      const asked = [
        server.ask('/v1/companies/unseen', { headers }),
        server.ask(`/v1/companies?knownAt=position:${position}`),
        server.ask(`/v1/companies?knownAt=${new Date().toISOString()}`),
      ];
      for (const { status, json: problem } of await Promise.all(asked))
        expect([status, problem['type']]).toEqual([
          503,
          expect.stringMatching('not-yet-projected'),
        ]);
      const unknown = await server.ask(`/v1/companies?knownAt=position:${position + 1}`);
      expect(unknown.status).toBe(400);
    }));

  it('pages go on where they began', async () => {
    const first = await server.ask('/v1/companies?limit=2');
    await server.record(notice('between-pages'));
    const seen = first.json.items.map(({ id }) => id);
    for (let next = first.json['next']; next !== undefined;) {
      const page = await server.ask(`/v1/companies?cursor=${next}`);
      seen.push(...page.json.items.map(({ id }) => id));
      next = page.json['next'];
    }
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen).not.toContain('between-pages');
  });

  it('a revoked key fails at once, and what is configured is there at once', () =>
    whileBehind(async () => {
      const made = await server.ask('/v1/keys', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ name: 'short', roles: ['reader'] }),
      });
      const { id } = made.json;
      const key = String(made.json['key']);
      expect((await server.ask('/v1/companies', { key })).status).toBe(200);
      expect((await server.ask('/v1/keys')).text).toContain(id);
      expect((await server.ask(`/v1/keys/${id}`, { method: 'DELETE' })).status).toBe(204);
      expect((await server.ask('/v1/companies', { key })).status).toBe(401);
    }));

  it('whoever follows the ledger hears of an event before the replica has it', () =>
    whileBehind(async () => {
      const abort = new AbortController();
      const response = await fetch(`${server.url}/v1/events`, {
        headers: { authorization: `Bearer ${KEY}`, accept: 'text/event-stream' },
        signal: abort.signal,
      });
      const heard = read(response, 'live');
      await server.record(notice('live'));
      expect(await heard).toContain('companies/live');
      abort.abort();
    }));

  it('every list that a replica answers is the same as of the primary', async () => {
    const alone = await RunningServer.start({ EDICT_DATA_DIR: server.dataDir }, primary);
    await caughtUp();
    const document = (await server.ask('/openapi.json')).json as Body & Document;
    const asOf = Object.entries(document.paths).flatMap(([path, { get }]) =>
      get?.parameters.some(({ name }) => name === 'knownAt') && !path.includes('{') ? [path] : [],
    );
    const lists = [
      ...asOf.map((path) => `${path}?knownAt=position:4${MORE[path] ?? ''}`),
      '/v1/events?before=5',
    ];
    const differing: string[] = [];
    for (const list of lists) {
      const [one, other] = await Promise.all([server.ask(list), alone.ask(list)]);
      const [mine, theirs] = [one, other].map(({ json }) =>
        JSON.stringify('items' in json ? json.items : json),
      );
      if (one.status !== 200 || other.status !== 200 || mine !== theirs) differing.push(list);
    }
    await alone.close();
    expect(lists.length).toBeGreaterThan(20);
    expect(differing).toEqual([]);
  });

  it('the primary answers while the replica is away, and the replica when it is back', async () => {
    const ready = () => server.ask('/health/ready', { key: '' });
    expect((await ready()).text).not.toContain('replica is');
    await standby.stop('SIGQUIT');
    const { json } = await server.record(notice('alone'));
    const headers = { 'edict-min-position': String(json['position']) };
    await until(async () => (await server.ask('/v1/companies/alone', { headers })).status === 200);
    for (let index = 0; index < 10; index += 1)
      expect((await server.ask('/v1/companies/alone')).status).toBe(200);
    expect((await ready()).text).toContain('The replica is away');
    standby = await OwnServer.on(standby.folder);
    await until(async () => {
      await server.ask('/v1/companies/alone');
      return (await answeredBy(standby)) > 0;
    });
    await until(async () => !(await ready()).text.includes('replica is'));
  });
});

/** What some of them need to be asked. */
const MORE: Readonly<Record<string, string>> = { '/v1/search': '&q=byte' };

interface Path {
  readonly get?: { readonly parameters: readonly { readonly name?: string }[] };
}

interface Document {
  readonly paths: Readonly<Record<string, Path>>;
}

async function read(response: Response, id: string): Promise<string> {
  let text = '';
  for await (const part of response.body as AsyncIterable<Uint8Array>) {
    text += Buffer.from(part).toString();
    if (text.includes(`companies/${id}`)) return text;
  }
  return text;
}
