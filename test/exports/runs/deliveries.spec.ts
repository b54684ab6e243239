import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdir, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Body } from '../../api/setup/body.js';
import { wrongs } from '../../api/setup/body.js';
import { until } from '../../worker/worker-process.js';
import { BUCKET, BucketServer, CREDENTIALS } from './bucket-server.js';
import { Exporting, newFolder } from './exporting.js';
import { Receiver } from './receiver.js';
import type { Answers } from './receiver.js';

const NOMINAL = '2026-02-12T08:00:00+08:00';
const STAMP = '2026-02-12T000000Z';

let exporting: Exporting;
let receivers: Receiver[] = [];
let buckets: BucketServer[] = [];

beforeAll(async () => {
  Object.assign(process.env, CREDENTIALS);
  exporting = await Exporting.start();
  exporting.work();
  await exporting.company('one', '2026-01-01T00:00:00+08:00');
}, 60_000);

afterEach(async () => {
  await Promise.all([...receivers, ...buckets].map((one) => one.close()));
  receivers = [];
  buckets = [];
});

afterAll(() => exporting.close());

async function receiver(answers?: Answers): Promise<Receiver> {
  const one = await Receiver.start(answers);
  receivers.push(one);
  return one;
}

async function bucketServer(): Promise<BucketServer> {
  const one = await BucketServer.start();
  buckets.push(one);
  return one;
}

const defined = (...deliveries: readonly object[]) =>
  exporting.define({ name: 'spec', dataset: 'companies', deliveries });

const targetsOf = (run: Body) =>
  (run['targets'] as Body[]).map(({ kind, state }) => `${kind} ${String(state)}`);

describe('a webhook', () => {
  it('is told once the files are delivered, with a signature that others verify', async () => {
    const told = await receiver();
    const { id, ...made } = await defined(
      { kind: 'webhook', url: told.url },
      { kind: 'folder', path: 'signed' },
    );
    const secret = String(made['webhookSecret']);
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    const run = await exporting.run(id, NOMINAL);
    expect(targetsOf(run)).toEqual(['webhook delivered', 'folder delivered']);
    const [message, ...more] = told.messages;
    if (message === undefined) throw new Error('nobody was told');
    expect(more).toEqual([]);
    expect(told.read(message, secret)).toMatchObject({
      type: 'export.completed',
      data: { export: id, run: run.id, nominalTime: '2026-02-12T00:00:00.000Z' },
    });
    expect(() => told.read({ ...message, body: `${message.body} ` }, secret)).toThrow();
    const again = await exporting.server.ask(`/v1/exports/${id}`);
    expect(again.text).not.toContain('whsec_');
  });

  it('is told again where it failed, under the same id, and nothing else is delivered again', async () => {
    const told = await receiver([{ status: 500 }, { status: 503 }, { status: 204 }]);
    const { id, ...made } = await defined(
      { kind: 'folder', path: 'told-again' },
      { kind: 'webhook', url: told.url },
    );
    const run = await exporting.run(id, NOMINAL);
    expect(run['targets']).toMatchObject([{ attempt: 1 }, { attempt: 3 }]);
    expect(run['state']).toBe('done');
    expect(new Set(told.messages.map((message) => message.id)).size).toBe(1);
    expect(new Set(told.messages.map((message) => message.body)).size).toBe(1);
    for (const message of told.messages) told.read(message, String(made['webhookSecret']));
  });

  it('that answers with a redirect is not followed', async () => {
    const elsewhere = await receiver();
    const told = await receiver([{ status: 302, location: elsewhere.url }, { status: 410 }]);
    const { id } = await defined({ kind: 'webhook', url: told.url });
    const run = await exporting.run(id, NOMINAL);
    expect(run).toMatchObject({ state: 'failed', problem: { code: 'not-delivered' } });
    expect(run['targets']).toMatchObject([{ error: 'The receiver answered 410.' }]);
    expect(elsewhere.messages).toEqual([]);
  });

  it.each([
    'http://example.org/hook',
    'https://example.org/hook#part',
    'https://user:word@example.org/',
    'https://10.0.0.1/hook',
    'https://[::ffff:10.0.0.1]/hook',
    'http://169.254.169.254/latest/meta-data',
    'ftp://127.0.0.1/',
    'nonsense',
  ])('at %s is refused', async (url) => {
    const allowed = /example\.org\/hook$/.test(url);
    const { status, json } = await exporting.send('POST', '/v1/exports', {
      name: 'spec',
      dataset: 'companies',
      deliveries: [{ kind: 'webhook', url }],
    });
    // By its name it might lead to the network that the settings of this spec allow.
    if (allowed) expect(status).toBe(201);
    else
      expect([status, json.code, ...wrongs(json)]).toEqual([
        422,
        'invalid-export',
        '/deliveries/0/url invalid-delivery',
      ]);
  });
});

describe('targets that are delivered at the same moment', () => {
  it('end their run, whichever is noted first', async () => {
    const folders = ['north', 'east', 'south', 'west'].map((path) => ({ kind: 'folder', path }));
    const { id } = await defined(...folders);
    const days = Array.from({ length: 20 }, (_, index) => 10 + index);
    const runs = await Promise.all(
      days.map((day) => exporting.run(id, `2026-01-${day}T00:00:00Z`)),
    );
    expect(runs.map((run) => run['state'])).toEqual(days.map(() => 'done'));
  });
});

describe('a folder', () => {
  it.each([
    ...['/etc', '../out', 'a/../../b', '.runs', '.hidden', 'a//b', 'a/', '', 'a\\b', 'a/./b'],
    // Longer than a name may be in a folder, and than a key in a bucket.
    ...['报'.repeat(86), Array.from({ length: 4 }, () => '报'.repeat(80)).join('/')],
  ])('called %j is refused', async (path) => {
    const answer = await exporting.send('POST', '/v1/exports', {
      name: 'spec',
      dataset: 'companies',
      deliveries: [{ kind: 'folder', path }],
    });
    expect([answer.status, ...wrongs(answer.json)]).toEqual([
      422,
      '/deliveries/0/path invalid-delivery',
    ]);
  });

  it('that is a link out of the root gets nothing', async () => {
    const outside = newFolder();
    await symlink(outside, join(exporting.root, 'leading-out'));
    const { id } = await defined({ kind: 'folder', path: 'leading-out/deeper' });
    const run = await exporting.run(id, NOMINAL);
    expect([run['state'], ...targetsOf(run)]).toEqual(['failed', 'folder failed']);
    expect(await readdir(outside)).toEqual([]);
  });

  it('that has the files of another export keeps them', async () => {
    await exporting.run((await defined({ kind: 'folder', path: 'taken' })).id, NOMINAL);
    const run = await exporting.run((await defined({ kind: 'folder', path: 'taken' })).id, NOMINAL);
    expect([run['state'], ...targetsOf(run)]).toEqual(['failed', 'folder failed']);
  });

  it('is cleaned of what an attempt that died had begun', async () => {
    const folder = join(exporting.root, 'cleaned', STAMP);
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, 'companies.csv.part'), 'half');
    const run = await exporting.run(
      (await defined({ kind: 'folder', path: 'cleaned' })).id,
      NOMINAL,
    );
    expect(run['state']).toBe('done');
    expect((await readdir(folder)).sort()).toEqual([
      'SHA256SUMS',
      'companies.csv',
      'companies.csv-metadata.json',
      'manifest.json',
    ]);
  });

  it('is tried again alone when it could not be written, once somebody asks for the run again', async () => {
    const told = await receiver();
    await writeFile(join(exporting.root, 'blocked'), 'a file where a folder shall be');
    const { id } = await defined(
      { kind: 'folder', path: 'blocked' },
      { kind: 'folder', path: 'open' },
      { kind: 'webhook', url: told.url },
    );
    const failed = await exporting.run(id, NOMINAL);
    expect(targetsOf(failed)).toEqual(['folder failed', 'folder delivered', 'webhook pending']);
    expect(told.messages).toEqual([]);
    await rm(join(exporting.root, 'blocked'));
    const done = await exporting.run(id, NOMINAL);
    expect(done.id).toBe(failed.id);
    expect(done['state']).toBe('done');
    expect(done['targets']).toMatchObject([{ attempt: 2 }, { attempt: 1 }, { attempt: 1 }]);
    expect(told.messages).toHaveLength(1);
  });
});

describe('a bucket', () => {
  it('has the files of a run below a prefix of its own', async () => {
    const bucket = await bucketServer();
    const { id } = await defined({
      kind: 's3',
      bucket: BUCKET,
      prefix: 'edict/daily',
      endpoint: bucket.endpoint,
    });
    const run = await exporting.run(id, NOMINAL);
    expect(run['state']).toBe('done');
    const files = run['files'] as { name: string; sha256: string }[];
    const keys = files.map(({ name }) => `edict/daily/${STAMP}/${name}`).sort();
    expect(await bucket.keys()).toEqual(keys);
    for (const { name, sha256 } of files) {
      expect(await bucket.digestOf(`edict/daily/${STAMP}/${name}`)).toBe(sha256);
    }
  });

  it('keeps the object of another at the same place', async () => {
    const bucket = await bucketServer();
    const target = { kind: 's3', bucket: BUCKET, endpoint: bucket.endpoint };
    const first = await exporting.run((await defined(target)).id, NOMINAL);
    const { id } = await exporting.define({
      name: 'other',
      dataset: 'companies',
      columns: ['id'],
      deliveries: [target],
    });
    const run = await exporting.run(id, NOMINAL);
    expect(targetsOf(run)).toEqual(['s3 failed']);
    expect(run['targets']).toMatchObject([
      { error: 'Another object is at the place of companies.csv.' },
    ]);
    const [file] = first['files'] as { name: string; sha256: string }[];
    expect(await bucket.digestOf(`${STAMP}/companies.csv`)).toBe(file?.sha256);
  });

  it('that there is not is tried again while the other targets are done', async () => {
    const bucket = await bucketServer();
    const { id } = await defined(
      { kind: 's3', bucket: 'nobody-has-it', endpoint: bucket.endpoint },
      { kind: 'folder', path: 'beside-a-bucket' },
    );
    await exporting.send('POST', `/v1/exports/${id}/runs`, { nominalTime: NOMINAL });
    let targets: readonly Body[] = [];
    await until(async () => {
      const { json } = await exporting.server.ask(`/v1/exports/${id}/runs`);
      targets = (json.items[0]?.['targets'] ?? []) as Body[];
      return Number(targets[0]?.['attempt']) >= 2 && targets[1]?.['state'] === 'delivered';
    });
    expect(targets).toMatchObject([
      { state: 'pending', error: 'The bucket did not take it (NoSuchBucket, 404).' },
      { attempt: 1 },
    ]);
  });
});
