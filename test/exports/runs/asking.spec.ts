import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createPool } from '#libs/database';
import type pg from 'pg';
import { until } from '../../worker/worker-process.js';
import { Exporting } from './exporting.js';

const DAYS = ['2026-02-12T00:00:00.000Z', '2026-02-13T00:00:00.000Z'] as const;
const AT_ONCE = 40;

let exporting: Exporting;
let owner: pg.Pool;

beforeAll(async () => {
  exporting = await Exporting.start();
  owner = createPool({ url: exporting.server.databaseUrl, applicationName: 'owner' });
  await exporting.company('one', '2026-01-01T00:00:00+08:00');
}, 60_000);

afterAll(async () => {
  await owner.end();
  await exporting.close();
});

const minimal = { name: 'spec', dataset: 'companies' };

const asked = (id: string, nominalTime?: string) =>
  exporting.send(
    'POST',
    `/v1/exports/${id}/runs`,
    nominalTime === undefined ? {} : { nominalTime },
  );

/** A key with roles, to ask with. */
async function keyOf(...roles: readonly string[]) {
  const { json } = await exporting.send('POST', '/v1/keys', { name: 'program', roles });
  return { id: json.id, key: String(json['key']) };
}

describe('Whoever asks for a run, while nobody works,', () => {
  it('as of now has one, also where others ask in the same moment', async () => {
    const { id } = await exporting.define(minimal);
    const answers = await Promise.all(Array.from({ length: AT_ONCE }, () => asked(id)));
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 202));
    expect(new Set(answers.map(({ json }) => json['nominalTime'])).size).toBe(AT_ONCE);
  });

  it('of an export that is being deleted has none', async () => {
    const { id } = await exporting.define(minimal);
    const deleting = await owner.connect();
    await deleting.query('begin');
    await deleting.query('update exports.definition set deleted_at = now() where id = $1', [id]);
    let isAnswered = false;
    const answer = asked(id, DAYS[0]).finally(() => {
      isAnswered = true;
    });
    await until(async () => isAnswered || (await isAnyoneWaiting()));
    await deleting.query('commit');
    deleting.release();
    expect((await answer).status).toBe(404);
    const { rows } = await owner.query('select from exports.run where definition = $1', [id]);
    expect(rows).toEqual([]);
  });

  it('of an export that was deleted has not even one that failed', async () => {
    const { id } = await exporting.define(minimal);
    const run = (await asked(id, DAYS[0])).json;
    await exporting.send('DELETE', `/v1/exports/${id}`);
    expect((await asked(id, DAYS[0])).status).toBe(404);
    const { json } = await exporting.server.ask(`/v1/export-runs/${run.id}`);
    expect(json).toMatchObject({ state: 'failed', problem: { code: 'export-deleted' } });
  });

  it.each([
    ['is about to be written', 'job = gen_random_uuid()'],
    ['is being written', 'job = gen_random_uuid(), worker = 1, position = 1'],
    ['could not be written', `state = 'failed', position = 1`],
  ])('puts no delta before one that %s', async (_, change) => {
    const { id } = await exporting.define({ ...minimal, mode: 'delta' });
    const later = await asked(id, DAYS[1]);
    await owner.query(`update exports.run set ${change} where id = $1`, [later.json.id]);
    const { status, json } = await asked(id, DAYS[0]);
    expect([status, json.code]).toEqual([409, 'chain-passed']);
    await exporting.send('DELETE', `/v1/exports/${id}`);
  });
});

describe('Whoever asks for a run again that failed', () => {
  beforeAll(() => {
    exporting.work();
  });

  it('answers for it in place of whoever asked before', async () => {
    const { id } = await exporting.define(minimal);
    const { id: program } = await keyOf('exporter');
    await exporting.send('DELETE', `/v1/keys/${program}`);
    const first = await exporting.run(id, DAYS[0]);
    expect(first['state']).toBe('done');
    await owner.query(
      `update exports.run set state = 'claimed', asked_by = $2, files = null, manifest_sha256 = null
       where id = $1`,
      [first.id, `key:${program}`],
    );
    const failed = await exporting.awaitRun(first.id);
    expect(failed).toMatchObject({ state: 'failed', problem: { code: 'not-authorised' } });
    expect(await exporting.run(id, DAYS[0])).toMatchObject({ id: first.id, state: 'done' });
  });

  it('has it delivered, though a delta of a later time is there', async () => {
    await writeFile(join(exporting.root, 'barred'), 'a file where a folder shall be');
    const { id } = await exporting.define({
      ...minimal,
      mode: 'delta',
      deliveries: [{ kind: 'folder', path: 'barred' }],
    });
    expect(await exporting.run(id, DAYS[0])).toMatchObject({ state: 'failed' });
    await rm(join(exporting.root, 'barred'));
    expect(await exporting.run(id, DAYS[1])).toMatchObject({ state: 'done' });
    expect(await exporting.run(id, DAYS[0])).toMatchObject({ state: 'done' });
  });
});

describe('A run of events', () => {
  it('is not for a key that only takes views: neither its files nor another run', async () => {
    const { id } = await exporting.define({ ...minimal, dataset: 'events' });
    const run = await exporting.run(id, DAYS[0]);
    expect(run['state']).toBe('done');
    const { key } = await keyOf('exporter');
    const headers = { 'content-type': 'application/json' };
    const again = { method: 'POST', body: '{}', headers, key };
    for (const [path, asking] of [
      [`/v1/export-runs/${run.id}/files/events.csv`, { key }],
      [`/v1/export-runs/${run.id}/reproduce`, { key }],
      [`/v1/exports/${id}/runs`, again],
    ] as const) {
      const { status, json } = await exporting.server.ask(path, asking);
      expect([path, status, json.code]).toEqual([path, 403, 'forbidden']);
    }
  });
});

async function isAnyoneWaiting(): Promise<boolean> {
  const { rows } = await owner.query(
    `select from pg_stat_activity
     where datname = current_database() and wait_event_type = 'Lock'`,
  );
  return rows.length > 0;
}
