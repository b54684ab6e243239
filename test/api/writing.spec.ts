import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CloudEvent, HTTP } from 'cloudevents';
import { parseLines } from './setup/body.js';
import { COMPANY, event, FEATURE, SYSTEM } from './setup/february.js';
import { KEY, RunningServer } from './setup/running-server.js';

let server: RunningServer;
beforeAll(async () => {
  server = await RunningServer.start();
});
afterAll(() => server.close());

describe('Recording an event', () => {
  it('answers 201 with its place, and 200 with the same place when it is sent again', async () => {
    const first = await server.record(COMPANY);
    expect(first.status).toBe(201);
    expect(first.json).toMatchObject({
      id: 'company',
      source: COMPANY.source,
      subject: COMPANY.subject,
      position: 1,
      sequence: 1,
      leafHash: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    expect(first.headers.get('location')).toBe('/v1/events/1');
    expect(first.headers.get('edict-position')).toBe('1');
    const again = await server.record(COMPANY);
    expect(again.status).toBe(200);
    expect(again.json).toMatchObject({
      position: 1,
      leafHash: first.json.leafHash,
      duplicate: true,
    });
  });

  it('refuses the same id with other content', async () => {
    const other = { ...COMPANY, time: '2026-02-08T00:00:00+08:00' };
    const { status, json } = await server.record(other);
    expect(status).toBe(409);
    expect(json).toMatchObject({ code: 'id-reused', type: '/problems/id-reused', position: 1 });
  });

  it('checks the expected version of the stream', async () => {
    const { status, json } = await server.record({ ...SYSTEM, expectedversion: 3 });
    expect(status).toBe(409);
    expect(json).toMatchObject({ code: 'version-conflict', expected: 3, actual: 0 });
    expect((await server.record({ ...SYSTEM, expectedversion: 0 })).status).toBe(201);
  });

  it('refuses what cannot be, with the code of the catalogue', async () => {
    const unknown = event('x1', 'feature.resumed', 'systems/seedance-2.0', { feature: 'nothing' });
    const { status, json, headers } = await server.record(unknown);
    expect(status).toBe(422);
    expect(headers.get('content-type')).toMatch(/^application\/problem\+json/);
    expect(json).toMatchObject({ code: 'unknown-feature', status: 422 });
  });

  it('warns of what has no effect and records it', async () => {
    await server.record(FEATURE);
    const resumed = event('resumed', 'feature.resumed', FEATURE.subject, {
      feature: 'voice-from-face',
    });
    const { status, json } = await server.record(resumed);
    expect(status).toBe(201);
    expect(json.warnings).toEqual([expect.objectContaining({ code: 'no-effect' })]);
  });

  it('writes nothing in a dry run, but says what it would', async () => {
    const head = await server.head();
    const company = event('dry', 'company.registered', 'companies/dry', {
      name: { en: 'Dry' },
      jurisdiction: 'CN',
    });
    const { status, json } = await server.record(company, '?dryRun=true');
    expect(status).toBe(200);
    expect(json.position).toBeUndefined();
    expect(await server.head()).toBe(head);
    const wrong = await server.record({ ...company, type: 'company.renamed' }, '?dryRun=true');
    expect(wrong.status).toBe(400);
  });
});

describe('The CloudEvents SDK as a client', () => {
  const facts = (id: string) => ({
    id,
    source: 'https://sdk.example/',
    type: 'company.registered',
    subject: `companies/${id}`,
    time: '2026-02-07T00:00:00.000Z',
    data: { name: { zh: '某公司', en: 'A company' }, jurisdiction: 'CN' },
  });
  const send = (message: { headers: object; body: unknown }) =>
    fetch(`${server.url}/v1/events`, {
      method: 'POST',
      headers: { ...(message.headers as Record<string, string>), authorization: `Bearer ${KEY}` },
      body: message.body as string,
    });

  it('records in structured mode', async () => {
    const response = await send(HTTP.structured(new CloudEvent(facts('structured'))));
    expect(response.status).toBe(201);
  });

  it('records in binary mode', async () => {
    const response = await send(HTTP.binary(new CloudEvent(facts('binary'))));
    expect(response.status).toBe(201);
  });

  it('reads what it recorded back as a valid event', async () => {
    const { json } = await server.ask('/v1/events?subject=companies/binary');
    const read = new CloudEvent({ ...json.items[0] });
    expect(read.validate()).toBe(true);
    expect(read.data).toEqual(facts('binary').data);
  });
});

describe('Binary mode', () => {
  const HEADERS = {
    'content-type': 'application/json',
    'ce-specversion': '1.0',
    'ce-id': 'binary',
    'ce-source': '/desk',
    'ce-type': 'company.registered',
    'ce-subject': 'companies/binary-2',
    'ce-time': '2026-02-07T00:00:00Z',
  };
  const body = JSON.stringify({ name: { en: 'Binary' }, jurisdiction: 'CN' });
  const post = (headers: object) =>
    server.ask('/v1/events', { method: 'POST', headers: { ...HEADERS, ...headers }, body });

  it('takes an expected version as decimal digits', async () => {
    expect((await post({ 'ce-expectedversion': '7' })).json.code).toBe('version-conflict');
    expect((await post({ 'ce-expectedversion': '07' })).status).toBe(400);
    expect((await post({ 'ce-expectedversion': '0' })).status).toBe(201);
  });

  it('decodes percent-encoded and quoted values', async () => {
    const encoded = { 'ce-id': 'caf%C3%A9%20%E4%B8%AD', 'ce-subject': '"companies/binary-3"' };
    const { status, json } = await post(encoded);
    expect(status).toBe(201);
    expect(json).toMatchObject({ id: 'café 中', subject: 'companies/binary-3' });
  });

  it('refuses a value that is not UTF-8', async () => {
    const { status, json } = await post({ 'ce-id': '%ff' });
    expect(status).toBe(400);
    expect(json.errors[0]?.pointer).toBe('/headers/ce-id');
  });
});

describe('A batch', () => {
  const company = (id: string) =>
    event(`batch-${id}`, 'company.registered', `companies/batch-${id}`, {
      name: { en: id },
      jurisdiction: 'CN',
    });
  const post = (events: readonly object[]) =>
    server.post(JSON.stringify(events), 'application/cloudevents-batch+json');

  it('is recorded whole', async () => {
    const { status, list } = await post([company('a'), company('b')]);
    expect(status).toBe(201);
    expect(list).toHaveLength(2);
    expect(list[1]?.position).toBe(Number(list[0]?.position) + 1);
  });

  it('is refused whole, and the problem points at the event', async () => {
    const head = await server.head();
    const wrong = { ...company('d'), data: { name: { en: 'd' }, jurisdiction: 7 } };
    const { status, json } = await post([company('c'), wrong]);
    expect(status).toBe(400);
    expect(json.index).toBe(1);
    expect(json.errors[0]?.pointer).toBe('/1/data/jurisdiction');
    expect(await server.head()).toBe(head);
  });

  it('has at most 1,000 events', async () => {
    const head = await server.head();
    const many = Array.from({ length: 1001 }, (_, index) => company(`many-${index}`));
    const { status, json } = await post(many);
    expect(status).toBe(413);
    expect(json.code).toBe('batch-too-large');
    expect(await server.head()).toBe(head);
    expect((await post(many.slice(0, 1000))).status).toBe(201);
  });

  it('has at least one event', async () => {
    expect((await post([])).json.code).toBe('empty-batch');
  });
});

describe('A stream of lines', () => {
  it('answers each line in order and records what it can', async () => {
    const one = event('line-1', 'company.registered', 'companies/line-1', {
      name: { en: 'one' },
      jurisdiction: 'CN',
    });
    const lines = [
      JSON.stringify(one),
      '{"no": "json',
      JSON.stringify(one),
      '',
      JSON.stringify({ ...one, id: 'line-2' }),
      `{"padding":"${'x'.repeat(1024 * 1024)}"}`,
      JSON.stringify({ ...one, id: 'line-3', subject: 'companies/line-3' }),
    ];
    const { status, text, headers } = await server.post(lines.join('\n'), 'application/x-ndjson');
    expect(status).toBe(200);
    expect(headers.get('content-type')).toBe('application/x-ndjson');
    const answers = parseLines(text);
    expect(answers.map(({ line }) => line)).toEqual([1, 2, 3, 5, 6, 7]);
    const first = Number(answers[0]?.position);
    expect(first).toBeGreaterThan(0);
    expect(answers.slice(1)).toMatchObject([
      { problem: { code: 'malformed-json' } },
      { duplicateOf: first },
      { problem: { code: 'already-exists', status: 422 } },
      { problem: { code: 'line-too-long' } },
      { position: first + 1 },
    ]);
  });

  it('may be longer than any body', async () => {
    const companies = Array.from({ length: 3000 }, (_, index) =>
      JSON.stringify(
        event(`stream-${index}`, 'company.registered', `companies/stream-${index}`, {
          name: { en: `Stream ${index}` },
          jurisdiction: 'CN',
          note: 'x'.repeat(400),
        }),
      ),
    );
    const { text } = await server.post(companies.join('\n'), 'application/x-ndjson');
    const answers = parseLines(text);
    expect(answers).toHaveLength(3000);
    expect(answers.every((answer) => answer.position > 0)).toBe(true);
  });
});
