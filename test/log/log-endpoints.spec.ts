import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  formatVerifierKey,
  leafHash,
  openCheckpoint,
  verifyConsistency,
  verifyTlogProof,
} from '#libs/merkle';
import type { VerifiedCheckpoint } from '#libs/merkle';
import { COMPANY, event } from '../api/setup/february.js';
import { RunningServer } from '../api/setup/running-server.js';
import { SignedServer } from './signed-server.js';

const WAIT = '?wait=checkpoint';
const companies = (from: number, count: number) =>
  Array.from({ length: count }, (_, at) =>
    event(`c${from + at}`, 'company.registered', `companies/c${from + at}`, {
      name: { en: `Company ${from + at}` },
      jurisdiction: 'CN',
    }),
  );

describe('A server that nobody signs for', () => {
  let server: RunningServer;
  beforeAll(async () => {
    server = await RunningServer.start();
    await server.record(COMPANY);
  });
  afterAll(() => server.close());

  it.each([
    '/v1/log/checkpoint',
    '/v1/log/keys',
    '/v1/events/1/proof',
    '/v1/log/consistency?from=1',
  ])('says of %s that nothing is signed yet, and when to ask again', async (path) => {
    const { status, json, headers } = await server.ask(path);
    expect([status, json.code]).toEqual([503, 'not-yet-signed']);
    expect(headers.get('retry-after')).toBe('2');
    expect(headers.get('cache-control') ?? '').not.toMatch(/immutable/);
  });

  it('has no tiles', async () => {
    expect((await server.ask('/v1/log/tile/0/000.p/1')).status).toBe(404);
  });

  it('answers with a warning, in time, that no checkpoint covers what was recorded', async () => {
    const [one] = companies(1, 1);
    const { status, json } = await server.record(one ?? {}, WAIT);
    expect([status, json.position]).toEqual([201, 2]);
    expect(json).toMatchObject({ warnings: [{ code: 'not-yet-signed' }] });
    expect(json).not.toHaveProperty('proof');
  }, 30_000);
});

describe('A server whose ledger is signed', () => {
  let signed: SignedServer;
  let server: RunningServer;
  beforeAll(async () => {
    signed = await SignedServer.start();
    ({ server } = signed);
  });
  afterAll(() => signed.close());

  const checkpoint = async (): Promise<VerifiedCheckpoint> => {
    const { text } = await server.ask('/v1/log/checkpoint', { key: '' });
    return openCheckpoint(text, signed.trusted);
  };

  it('answers with the proof of an event where the client waits for it', async () => {
    const { status, json } = await server.record(COMPANY, WAIT);
    expect(status).toBe(201);
    const leaf = Buffer.from(json.leafHash, 'hex');
    const verified = verifyTlogProof(String(json['proof']), leaf, signed.trusted);
    expect(verified).toMatchObject({ index: 0, size: 1, origin: 'log.example/edict' });
    const again = await server.record(COMPANY, WAIT);
    expect(again.status).toBe(200);
    expect(again.json['proof']).toBe(json['proof']);
  });

  it('proves each event of a batch, and waits for nothing in a dry run', async () => {
    const batch = JSON.stringify(companies(1, 600));
    const type = 'application/cloudevents-batch+json';
    const dry = await server.post(batch, type, `${WAIT}&dryRun=true`);
    expect([dry.status, dry.list[0]?.['proof']]).toEqual([200, undefined]);
    const { status, list } = await server.post(batch, type, WAIT);
    expect([status, list.length]).toEqual([201, 600]);
    for (const [at, receipt] of list.entries()) {
      const leaf = Buffer.from(receipt.leafHash, 'hex');
      const verified = verifyTlogProof(String(receipt['proof']), leaf, signed.trusted);
      expect([verified.index, verified.size]).toEqual([at + 1, 601]);
    }
  });

  it('does not let lines wait', async () => {
    const line = JSON.stringify(companies(900, 1)[0]);
    const { status, json } = await server.post(line, 'application/x-ndjson', WAIT);
    expect([status, json.code]).toEqual([400, 'not-available']);
  });

  it('serves the checkpoint as text to everyone, never from a cache', async () => {
    const { status, headers, text } = await server.ask('/v1/log/checkpoint', { key: '' });
    expect(status).toBe(200);
    expect(headers.get('content-type')).toBe('text/plain; charset=utf-8');
    expect(headers.get('cache-control')).toBe('no-cache');
    expect(openCheckpoint(text, signed.trusted).size).toBe(601);
  });

  it('serves the keys to everyone, as information', async () => {
    const { json, headers } = await server.ask('/v1/log/keys', { key: '' });
    const [key] = signed.trusted.map(formatVerifierKey);
    expect(json).toMatchObject({ origin: 'log.example/edict', keys: [{ key }] });
    expect(headers.get('cache-control')).toBe('no-cache');
  });

  it('is a C2SP log: tiles give the root, and every entry its proof', async () => {
    const { checkpoint: covered, entries } = await signed.client().all();
    expect([covered.size, entries.length]).toEqual([601, 601]);
    const { text } = await server.ask('/v1/events/601?raw=true');
    expect(entries[600]?.toString('utf8')).toBe(text);
    await server.record(companies(601, 1)[0] ?? {}, WAIT);
    expect((await signed.client().follows(covered)).size).toBe(602);
  });

  it('serves tiles as bytes that never change, to everyone; entries to those with a key', async () => {
    const tile = await server.ask('/v1/log/tile/0/000', { key: '' });
    expect(tile.headers.get('content-type')).toBe('application/octet-stream');
    expect(tile.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    const entries = await server.ask('/v1/log/tile/entries/000');
    expect(entries.headers.get('content-type')).toBe('application/octet-stream');
    expect(entries.headers.get('cache-control')).toBe('private, max-age=31536000, immutable');
    const closed = await server.ask('/v1/log/tile/entries/000', { key: '' });
    expect([closed.status, closed.json.code]).toEqual([401, 'unauthenticated']);
    expect(closed.headers.get('cache-control') ?? '').not.toMatch(/immutable/);
  });

  it.each([
    'entries/000',
    '%65ntries/000',
    'entries%2F000',
    '/entries/000',
    './entries/000',
    '0/../entries/000',
    'Entries/000',
    'entries/000?x=1',
  ])('shows no entry without a key under tile/%s', async (path) => {
    const answer = await fetch(`${server.url}/v1/log/tile/${path}`);
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(await answer.text()).not.toContain('specversion');
  });

  it.each([
    '0/003',
    '0/002.p/255',
    '1/001.p/1',
    '9/000',
    '64/000',
    '0/0',
    '0/x000/000',
    '0/000.p/0',
    '0/000.p/256',
    '-1/000',
    '',
    'data/000',
  ])('has no tile %s, and no cache keeps that', async (path) => {
    const { status, headers } = await server.ask(`/v1/log/tile/${path}`);
    expect(status).toBe(404);
    expect(headers.get('cache-control') ?? '').not.toMatch(/immutable/);
  });

  it('proves an event in the newest checkpoint, and in an older one', async () => {
    const raw = await server.ask('/v1/events/300?raw=true');
    const leaf = leafHash(Buffer.from(raw.text));
    const newest = await server.ask('/v1/events/300/proof');
    expect(newest.headers.get('content-type')).toBe('text/plain; charset=utf-8');
    expect(verifyTlogProof(newest.text, leaf, signed.trusted)).toMatchObject({
      index: 299,
      size: (await checkpoint()).size,
    });
    const older = await server.ask('/v1/events/300/proof?size=601');
    expect(verifyTlogProof(older.text, leaf, signed.trusted).size).toBe(601);
  });

  it.each([
    ['/v1/events/300/proof?size=600', 404, 'not-found'],
    ['/v1/events/2/proof?size=1', 503, 'not-yet-signed'],
    ['/v1/events/99999/proof', 404, 'not-found'],
    ['/v1/events/0/proof', 400, 'invalid-parameter'],
    ['/v1/events/1/proof?size=0', 400, 'invalid-parameter'],
    ['/v1/events/1/proof?size=1e3', 400, 'invalid-parameter'],
    ['/v1/log/consistency', 400, 'invalid-parameter'],
    ['/v1/log/consistency?from=1&to=x', 400, 'invalid-parameter'],
    ['/v1/log/consistency?from=601&to=1', 404, 'not-found'],
    ['/v1/log/consistency?from=2', 404, 'not-found'],
  ])('says of %s what is wrong', async (path, status, code) => {
    const answer = await server.ask(path);
    expect([answer.status, answer.json.code]).toEqual([status, code]);
  });

  it('needs a key for proofs', async () => {
    for (const path of ['/v1/events/1/proof', '/v1/log/consistency?from=1']) {
      expect((await server.ask(path, { key: '' })).status).toBe(401);
    }
  });

  it('proves that the newest checkpoint begins with each that was signed', async () => {
    for (const size of [1, 601]) {
      const { json } = await server.ask(`/v1/log/consistency?from=${size}`);
      const proof = json as unknown as Record<'from' | 'to', { size: number; root: string }>;
      const hashes = (json as unknown as { hashes: readonly string[] }).hashes;
      const [from, to] = [proof.from, proof.to].map((one) => ({
        size: one.size,
        root: Buffer.from(one.root, 'base64'),
      }));
      if (from === undefined || to === undefined) throw new Error('There is no proof.');
      verifyConsistency(
        from,
        to,
        hashes.map((hash) => Buffer.from(hash, 'base64')),
      );
      expect([from.size, to.root]).toEqual([size, (await checkpoint()).root]);
    }
  });

  it('says in health and metrics how far it is signed', async () => {
    const health = await server.ask('/health/ready', { key: '' });
    expect(health.json).toMatchObject({ checks: { checkpoints: { status: 'ok' } } });
    const metrics = (await server.ask('/metrics')).text;
    expect(metrics).toContain(`edict_checkpoint_events ${(await checkpoint()).size}`);
    expect(metrics).toContain('edict_checkpoint_refused 0');
  });
});
