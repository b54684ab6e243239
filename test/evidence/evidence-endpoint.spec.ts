import { readdir } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createPool } from '#libs/database';
import { HEADS_QUIET_MS, headsLeafHash, packingFolder, recordHeads } from '#libs/evidence';
import { Ledger } from '#libs/ledger';
import { leafHash, openCheckpoint, verifyConsistency, verifyInclusion } from '#libs/merkle';
import { COMPANY, event, SYSTEM } from '../api/setup/february.js';
import { at, CALENDAR, INSTRUMENT, JUDGED, LAUNCH, OBLIGATION } from '../api/setup/filing-duty.js';
import { KEY, RunningServer } from '../api/setup/running-server.js';
import { SignedServer } from '../log/signed-server.js';
import { linesIn, rowsIn, sha256, textIn, unpacked } from './unpacked.js';

const WAIT = '?wait=checkpoint';
const PAPER = Buffer.from('%PDF-1.7 the minutes of a meeting');
const NEVER_STORED = 'c'.repeat(64);
const paper = (digest: string) => ({
  file: { sha256: digest, name: 'minutes.pdf', mediaType: 'application/pdf', bytes: 33 },
  publisher: 'House',
  tier: 'internal',
  access: 'read',
});

const OTHER = event('other', 'company.registered', 'companies/zhipu', {
  name: { zh: '智谱' },
  jurisdiction: 'CN',
});
const OTHERS = event('others', 'system.introduced', 'systems/glm-5', {
  company: 'zhipu',
  name: { en: 'GLM-5' },
  kind: 'model',
});
const CHECKED = event('checked', 'source.checked', 'sources/cac', { outcome: 'unchanged' });
const TERM = event('term', 'term.defined', 'terms/fact.cross-border', {
  kind: 'fact',
  name: 'cross-border',
  label: { en: 'Crosses the border', zh: '跨境' },
  valueType: 'flag',
});
const MEETING = event('meeting', 'system.changed', SYSTEM.subject, {
  kind: 'operator',
  description: 'Another team runs it.',
  evidence: [paper(sha256(PAPER)), paper(NEVER_STORED)],
});
const FILED = event(
  'filed',
  'algorithm.registered',
  'algorithms/jimeng',
  {
    company: 'bytedance',
    number: '网信算备110108413760701250055号',
    name: '即梦视频生成算法',
    systems: ['seedance-2.0'],
  },
  at('2026-04-01'),
);
/** Positions 1 to 13. */
const TOLD = [
  CALENDAR,
  INSTRUMENT,
  OBLIGATION,
  COMPANY,
  OTHER,
  OTHERS,
  SYSTEM,
  LAUNCH,
  JUDGED,
  CHECKED,
  TERM,
  MEETING,
  FILED,
];
const OF_THE_OTHER = [5, 6];
const QUESTION = 'from=2026-02-01&to=2026-03-20&knownAt=position:13&accessedUntil=2026-01-01';

interface Packed {
  readonly status: number;
  readonly headers: Headers;
  readonly bytes: Buffer;
  readonly entries: ReadonlyMap<string, Buffer>;
}

async function packOf(server: RunningServer, query: string): Promise<Packed> {
  const path = `/v1/companies/bytedance/evidence.zip?${query}`;
  const headers = { authorization: `Bearer ${KEY}` };
  const response = await fetch(server.url + path, { headers });
  const bytes = Buffer.from(await response.arrayBuffer());
  if (response.status !== 200) throw new Error(bytes.toString('utf8'));
  return {
    status: response.status,
    headers: response.headers,
    bytes,
    entries: await unpacked(bytes),
  };
}

describe('An evidence pack', () => {
  let signed: SignedServer;
  let server: RunningServer;
  let pack: Packed;
  beforeAll(async () => {
    signed = await SignedServer.start();
    server = signed.server;
    await server.ask(`/v1/files/${sha256(PAPER)}`, {
      method: 'PUT',
      headers: { 'content-type': 'application/octet-stream' },
      body: PAPER,
    });
    for (const one of TOLD.slice(0, 9)) await server.record(one);
    // The checkpoint that somebody keeps.
    await server.record(TOLD[9] ?? {}, WAIT);
    for (const one of TOLD.slice(10, -1)) await server.record(one);
    await server.record(FILED, WAIT);
    pack = await packOf(server, QUESTION);
  });
  afterAll(() => signed.close());

  it('is a ZIP file to be saved, with its entries in their order', () => {
    expect(pack.headers.get('content-type')).toBe('application/zip');
    expect(pack.headers.get('content-disposition')).toBe(
      'attachment; filename="bytedance-evidence-13.zip"',
    );
    expect(pack.headers.get('cache-control')).toBe('private, no-cache');
    expect(pack.headers.get('edict-position')).toBe('13');
    const names = [...pack.entries.keys()].filter((name) => name !== 'verify.mjs');
    expect(names).toEqual([
      'README.html',
      'checkpoint',
      'events.ndjson',
      'proofs.ndjson',
      'state-start.csv',
      'state-end.csv',
      'changes.csv',
      'why.ndjson',
      'gaps.csv',
      'access-log.csv',
      'manifest.json',
      'SHA256SUMS',
    ]);
  });

  it('has the events that concern the company as they were hashed, and no others', async () => {
    const positions = TOLD.map((_, index) => index + 1);
    const expected = positions.filter((position) => !OF_THE_OTHER.includes(position));
    const events = linesIn(pack.entries, 'events.ndjson');
    expect(events.map(({ position }) => position)).toEqual(expected);
    const raw = await Promise.all(
      expected.map(async (position) => {
        const { text } = await server.ask(`/v1/events/${position}?raw=true`);
        return `${text}\n`;
      }),
    );
    expect(textIn(pack.entries, 'events.ndjson')).toBe(raw.join(''));
  });

  it('proves each of them in the checkpoint that was signed', () => {
    const checkpoint = openCheckpoint(textIn(pack.entries, 'checkpoint'), signed.trusted);
    expect(checkpoint.size).toBeGreaterThanOrEqual(TOLD.length);
    const leaves = textIn(pack.entries, 'events.ndjson').split('\n').slice(0, -1);
    const proofs = linesIn(pack.entries, 'proofs.ndjson');
    expect(proofs.length).toBe(leaves.length);
    for (const [at, leaf] of leaves.entries()) {
      const { index, hashes } = proofs[at] as { index: number; hashes: string[] };
      const path = hashes.map((hash) => Buffer.from(hash, 'base64'));
      verifyInclusion(leafHash(Buffer.from(leaf, 'utf8')), index, checkpoint, path);
    }
  });

  it('says what the views say', async () => {
    for (const [name, day] of [
      ['state-start.csv', '2026-01-31T16:00:00Z'],
      ['state-end.csv', '2026-03-20'],
    ] as const) {
      const query = `company=bytedance&validAt=${day}&knownAt=position:13`;
      const { json } = await server.fresh(`/v1/statuses?${query}`);
      const told = (json.items as readonly Record<string, unknown>[]).map(
        ({ subject, obligation, status, since, dueOn }) => ({
          subject,
          obligation,
          status,
          since: since ?? '',
          dueOn: dueOn ?? '',
        }),
      );
      expect(rowsIn(pack.entries, name)).toMatchObject(told);
    }
    expect(rowsIn(pack.entries, 'state-end.csv')).toMatchObject([
      { subject: 'systems/seedance-2.0', obligation: 'cn-algo-24-1', status: 'unevidenced' },
    ]);
  });

  it('says what changed and why, as diff and why do', async () => {
    const viewpoint = 'to=2026-03-20,position:13&from=2026-01-31T16:00:00Z,position:13';
    const { json: diff } = await server.fresh(`/v1/companies/bytedance/diff?${viewpoint}`);
    const rows = rowsIn(pack.entries, 'changes.csv');
    expect(rows.length).toBe(1);
    expect(diff.items).toMatchObject(
      rows.map(({ subject, obligation, cause, before_status, after_status, after_dueOn }) => ({
        subject,
        obligation,
        cause,
        before: { status: before_status },
        after: { status: after_status, dueOn: after_dueOn },
      })),
    );
    const duty = 'subject=systems/seedance-2.0&obligation=cn-algo-24-1';
    const asOf = 'validAt=2026-03-20&knownAt=position:13';
    const { json: why } = await server.fresh(`/v1/companies/bytedance/why?${duty}&${asOf}`);
    const [derivation] = linesIn(pack.entries, 'why.ndjson');
    expect({ ...derivation, asOf: why.asOf }).toEqual(why);
  });

  it('names its gaps', () => {
    const gaps = rowsIn(pack.entries, 'gaps.csv');
    expect(gaps.filter(({ kind }) => kind === 'paper-missing')).toMatchObject([
      { position: '12', sha256: sha256(PAPER) },
      { position: '12', sha256: NEVER_STORED },
    ]);
    expect(gaps.filter(({ kind }) => kind === 'source-unchecked')).toMatchObject([
      { subject: 'sources/cac', from: '2026-02-06T16:00:00.000Z', to: '2026-03-20T15:59:59.999Z' },
    ]);
  });

  it('has a manifest and sums that are those of its entries', () => {
    const manifest = JSON.parse(textIn(pack.entries, 'manifest.json')) as {
      files: { name: string; bytes: number; sha256: string }[];
    };
    expect(manifest).toMatchObject({
      format: 'edict-evidence/1',
      generator: expect.stringMatching(/^edict \d+\.\d+\.\d+$/),
      question: {
        company: 'bytedance',
        from: '2026-01-31T16:00:00.000Z',
        to: '2026-03-20T15:59:59.999Z',
        position: 13,
        accessedUntil: '2026-01-01T15:59:59.999Z',
      },
      counts: { events: 11, papers: 0, changes: 1, unmet: 1, reads: 0 },
    });
    const entries = [...pack.entries].filter(
      ([name]) => name !== 'manifest.json' && name !== 'SHA256SUMS',
    );
    expect(manifest.files).toEqual(
      entries.map(([name, bytes]) => ({ name, bytes: bytes.length, sha256: sha256(bytes) })),
    );
    const summed = [...pack.entries].filter(([name]) => name !== 'SHA256SUMS');
    expect(textIn(pack.entries, 'SHA256SUMS')).toBe(
      summed.map(([name, bytes]) => `${sha256(bytes)}  ${name}\n`).join(''),
    );
  });

  it('is byte for byte the same when the same is asked again, whatever came since', async () => {
    const later = event('later', 'system.suspended', SYSTEM.subject, {
      by: 'provider',
      reason: 'It is late.',
    });
    await server.record(later, WAIT);
    const again = await packOf(server, QUESTION);
    expect(sha256(again.bytes)).toBe(sha256(pack.bytes));
    const newer = await packOf(server, 'from=2026-02-01&to=2026-03-20&accessedUntil=2026-01-01');
    expect(newer.headers.get('edict-position')).toBe('14');
  });

  it('carries the papers and the reads up to an instant', async () => {
    const before = await packOf(server, 'knownAt=position:13');
    const { accessedUntil } = JSON.parse(textIn(before.entries, 'manifest.json')).question;
    expect(before.entries.get(`papers/${sha256(PAPER)}`)?.equals(PAPER)).toBe(true);
    expect(before.entries.has(`papers/${NEVER_STORED}`)).toBe(false);
    const missing = rowsIn(before.entries, 'gaps.csv').filter(
      ({ kind }) => kind === 'paper-missing',
    );
    expect(missing).toMatchObject([{ sha256: NEVER_STORED }]);
    const reads = rowsIn(before.entries, 'access-log.csv');
    expect(reads.length).toBeGreaterThan(2);
    expect(reads.at(-1)).toMatchObject({
      actor: expect.stringMatching(/^key:/),
      resource: 'GET /v1/companies/bytedance/evidence.zip',
    });
    const again = await packOf(server, `knownAt=position:13&accessedUntil=${accessedUntil}`);
    expect(sha256(again.bytes)).toBe(sha256(before.bytes));
  });

  it('shows that its checkpoint begins with an earlier one', async () => {
    const { entries } = await packOf(server, `${QUESTION}&since=10`);
    const [earlier, later] = ['checkpoint-since', 'checkpoint'].map((name) =>
      openCheckpoint(textIn(entries, name), signed.trusted),
    );
    const { from, to, hashes } = JSON.parse(textIn(entries, 'consistency.json')) as {
      from: number;
      to: number;
      hashes: string[];
    };
    expect([from, to]).toEqual([10, later?.size]);
    if (earlier === undefined || later === undefined) throw new Error('There are no checkpoints.');
    const proof = hashes.map((hash) => Buffer.from(hash, 'base64'));
    verifyConsistency(earlier, later, proof);
  });

  it('shows up to where no event of the company is missing, once the ledger has counted', async () => {
    const pool = createPool({
      url: server.databaseUrl,
      role: 'edict_log',
      applicationName: 'spec',
    });
    const ledger = new Ledger(pool);
    const recordedHeads = await recordHeads(ledger, new Date(Date.now() + HEADS_QUIET_MS));
    await ledger.close();
    await pool.end();
    const heads = recordedHeads ?? { position: 0, upTo: 0, companies: 0, root: Buffer.of() };
    await server.record(event('after', 'system.resumed', SYSTEM.subject, {}), WAIT);
    const { entries } = await packOf(server, 'accessedUntil=2026-01-01');
    const events = linesIn(entries, 'events.ndjson');
    expect(events.map(({ type }) => type)).toContain('log.heads');
    const { hashes, ...head } = JSON.parse(textIn(entries, 'heads.json')) as {
      hashes: string[];
      index: number;
      count: number;
    };
    const isOwn = ({ subject, position }: Record<string, unknown>) =>
      /^(companies\/bytedance|systems\/seedance-2.0|algorithms\/jimeng)$/.test(String(subject)) &&
      Number(position) <= heads.upTo;
    const count = events.filter(isOwn).length;
    expect(head).toEqual({
      company: 'bytedance',
      count,
      index: 0,
      position: heads.position,
      size: 2,
    });
    const proof = hashes.map((hash) => Buffer.from(hash, 'base64'));
    const tree = { size: heads.companies, root: heads.root };
    verifyInclusion(headsLeafHash(['bytedance', head.count]), head.index, tree, proof);
    expect(textIn(entries, 'README.html')).toContain(`Up to event ${heads.upTo} no event`);
    expect(await packOf(server, QUESTION).then(({ bytes }) => sha256(bytes))).toBe(
      sha256(pack.bytes),
    );
  });

  it('reads a period of dates, and takes a year up to the last event by default', async () => {
    const { entries } = await packOf(server, 'knownAt=position:13');
    const { question } = JSON.parse(textIn(entries, 'manifest.json'));
    const { json } = await server.ask('/v1/events/13');
    expect(question.to).toBe(json.recordedtime);
    const year = new Date(question.to);
    year.setUTCFullYear(year.getUTCFullYear() - 1);
    expect(question.from).toBe(year.toISOString());
  });

  it.each([
    ['from=2026-02-30', '/query/from'],
    ['to=now', '/query/to'],
    ['from=2026-03-01&to=2026-02-01', '/query/from'],
    ['knownAt=position:900', '/query/knownAt'],
    ['knownAt=position:0', '/query/knownAt'],
    ['knownAt=yesterday', '/query/knownAt'],
    ['knownAt=2001-01-01T00:00:00Z', '/query/knownAt'],
    ['since=0', '/query/since'],
    ['since=1e1', '/query/since'],
    ['since=900', '/query/since'],
    ['since=11', '/query/since'],
    ['accessedUntil=1', '/query/accessedUntil'],
    ['whole=true', '/query/whole'],
    ['from=2026-02-01&from=2026-02-02', '/query/from'],
  ])('is refused for %s', async (query, pointer) => {
    const { status, json } = await server.ask(`/v1/companies/bytedance/evidence.zip?${query}`);
    expect([status, json.code]).toEqual([400, 'invalid-parameter']);
    expect(json.errors).toMatchObject([{ pointer }]);
  });

  it.each(['nobody', 'UPPER', 'a%20b', '%00', 'zhipu%2F..'])(
    'is not made of the company %s that there is not',
    async (id) => {
      const { status, json } = await server.ask(`/v1/companies/${id}/evidence.zip`);
      expect([status, json.code]).toEqual([404, 'not-found']);
    },
  );

  it('is not made of a company that was not known yet', async () => {
    const path = '/v1/companies/bytedance/evidence.zip?knownAt=position:3';
    const { status, json } = await server.ask(path);
    expect([status, json.code]).toEqual([404, 'not-found']);
  });

  it('needs a key, and is nothing but a ZIP file', async () => {
    const path = '/v1/companies/bytedance/evidence.zip';
    expect((await server.ask(path, { key: '' })).status).toBe(401);
    const headers = { accept: 'application/json' };
    expect((await server.ask(path, { headers })).status).toBe(406);
  });

  it('leaves nothing behind', async () => {
    expect(await readdir(packingFolder(server.dataDir))).toEqual([]);
  });
});

describe('A server that nobody signs for', () => {
  let server: RunningServer;
  beforeAll(async () => {
    server = await RunningServer.start();
    await server.record(COMPANY);
  });
  afterAll(() => server.close());

  it('makes no pack, and says when to ask again', async () => {
    const { status, json, headers } = await server.ask('/v1/companies/bytedance/evidence.zip');
    expect([status, json.code]).toEqual([503, 'not-yet-signed']);
    expect(headers.get('retry-after')).toBe('2');
  }, 30_000);

  it('says at once that there is no such company', async () => {
    const { status } = await server.ask('/v1/companies/nobody/evidence.zip');
    expect(status).toBe(404);
  });
});
