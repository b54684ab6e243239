import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { EVENT_BYTES_MAX, prepareEvent } from '#libs/ledger';
import type { Ledger } from '#libs/ledger';
import { parseEnvelope } from './envelope/parse-envelope.js';
import type { IncomingEvent } from './incoming-event.js';
import { BATCH_SIZE_MAX, CHUNK_SIZE } from './recorder.js';
import type { Recorder } from './recorder.js';
import { Refused } from './refused.js';
import { recordingProcesses } from './testing/database.js';
import {
  correction,
  filing,
  filingNumber,
  incoming,
  introduction,
  registration,
  retraction,
} from './testing/events.js';
import { refusalOf } from './testing/refusal.js';

const ACTOR = 'staff:wang';

let ledger: Ledger;
let recorder: Recorder;
let close: (() => Promise<void>) | undefined;

beforeAll(async () => {
  const opened = await recordingProcesses(1);
  close = () => opened.close();
  const [own] = opened.processes;
  if (own === undefined) throw new Error('no process');
  ({ ledger, recorder } = own);
});

afterAll(() => close?.());

const record = (...events: IncomingEvent[]) => recorder.record(events, { actor: ACTOR });
const recordEach = (...events: (IncomingEvent | Refused)[]) =>
  recorder.recordEach(events, { actor: ACTOR });
const refusal = (...events: IncomingEvent[]) => refusalOf(record(...events));
const position = async () => (await ledger.head()).position;

async function company(name: string): Promise<IncomingEvent> {
  const event = registration(name);
  await record(event);
  return event;
}

describe('recording one event', () => {
  it('writes it with the actor, the schema and its place', async () => {
    const event = registration('place', { correlationid: 'case-7' });
    const [receipt] = await record(event);
    const stored = await ledger.at(receipt?.position ?? 0);
    expect(receipt).toMatchObject({
      source: event.source,
      id: event.id,
      subject: 'companies/place',
      sequence: 1,
      duplicate: false,
      leafHash: stored?.leafHash,
    });
    expect(stored?.event).toEqual({
      ...event,
      actor: ACTOR,
      dataschema: 'urn:edict:event:company.registered:1',
      position: receipt?.position,
      sequence: 1,
      recordedtime: receipt?.recordedtime,
    });
  });

  it('answers an exact duplicate with the place of the first', async () => {
    const event = registration('twice');
    const [first] = await record(event);
    const before = await position();
    const sameInstant = { ...event, time: '2026-02-10T01:00:00Z' };
    for (const again of [event, sameInstant]) {
      expect(await record(again)).toEqual([{ ...first, duplicate: true, warnings: [] }]);
    }
    expect(await position()).toBe(before);
  });

  it('warns of what has no effect where it stands, and records it', async () => {
    const launched = { feature: 'voice', capabilities: [] };
    const [receipt] = await record(
      registration('warned'),
      introduction('warned', 'warned'),
      incoming('feature.launched', 'systems/warned', launched),
      incoming('feature.resumed', 'systems/warned', { feature: 'voice' }),
    ).then((receipts) => receipts.slice(-1));
    expect(receipt?.warnings.map(({ code }) => code)).toContain('no-effect');
    expect(receipt?.sequence).toBe(3);
  });
});

describe('the order of the checks', () => {
  it('asks for the shape before anything else', async () => {
    const event = await company('order-shape');
    const data = { ...event.data, colour: 'red' };
    const refused = await refusal({ ...event, data, expectedversion: 9 });
    expect(refused.code).toBe('invalid-event');
    expect(refused.errors).toMatchObject([{ pointer: '/data/colour', code: 'unknown-field' }]);
  });

  it('finds a duplicate before it looks at the expected version', async () => {
    const event = { ...registration('order-duplicate'), expectedversion: 0 };
    const [first] = await record(event);
    expect(await record(event)).toMatchObject([{ position: first?.position, duplicate: true }]);
    expect(await record({ ...event, expectedversion: 7 })).toMatchObject([{ duplicate: true }]);
  });

  it('finds a reused id before it looks at the expected version', async () => {
    const event = await company('order-reused');
    const reused = { ...event, data: { ...event.data, jurisdiction: 'US' }, expectedversion: 9 };
    const refused = await refusal(reused);
    expect(refused.code).toBe('id-reused');
    expect(refused.facts.position).toBe((await record(event))[0]?.position);
  });

  it('looks at the expected version before it decides', async () => {
    await company('order-version');
    const refused = await refusal({ ...registration('order-version'), expectedversion: 0 });
    expect(refused.code).toBe('version-conflict');
    expect(refused.facts).toEqual({ subject: 'companies/order-version', expected: 0, actual: 1 });
  });

  it('decides last', async () => {
    await company('order-decide');
    const refused = await refusal({ ...registration('order-decide'), expectedversion: 1 });
    expect(refused.code).toBe('already-exists');
  });
});

describe('a shape that is refused', () => {
  const valid = registration('shape');

  it.each<[string, Partial<IncomingEvent>, string, string]>([
    ['a type that the catalogue has not', { type: 'company.eaten' }, 'unknown-type', '/type'],
    ['a time that is no date', { time: '2026-02-30T00:00:00Z' }, 'invalid-event', '/time'],
    ['a time without offset', { time: '2026-02-03T00:00:00' }, 'invalid-event', '/time'],
    ['a stream of another kind', { subject: 'systems/x' }, 'invalid-event', '/subject'],
    ['a stream of no kind', { subject: 'planets/x' }, 'invalid-event', '/subject'],
    ['a missing field', { data: { jurisdiction: 'CN' } }, 'invalid-event', '/data/name'],
    ['a schema of another type', { dataschema: 'urn:x:y' }, 'invalid-event', '/dataschema'],
    [
      'a schema of a later version',
      { dataschema: 'urn:edict:event:company.registered:99' },
      'invalid-event',
      '/dataschema',
    ],
    ['an expected version below 0', { expectedversion: -1 }, 'invalid-event', '/expectedversion'],
    ['an empty id', { id: '' }, 'invalid-event', '/id'],
  ])('is %s', async (_, change, code, pointer) => {
    const refused = await refusal({ ...valid, ...change });
    expect(refused.code).toBe(code);
    expect(refused.errors.map((error) => error.pointer)).toContain(pointer);
  });

  it('takes the current schema by name', async () => {
    const dataschema = 'urn:edict:event:company.registered:1';
    const event = registration('named-schema', { dataschema });
    await record(event);
    const { dataschema: named, ...unnamed } = event;
    expect(await record(unnamed)).toMatchObject([{ duplicate: true }]);
    expect(named).toBe(dataschema);
  });

  it('is an event one byte longer than the ledger takes', async () => {
    const evidence = Array.from({ length: 20 }, (_, index) => ({
      url: `https://news.example/${index}`,
      publisher: 'The Paper',
      quote: '文'.repeat(1_000),
      tier: 'press',
      access: 'read',
    }));
    const event = registration('long');
    const noted = (letters: number) => ({
      ...event,
      data: { ...event.data, evidence, note: 'n'.repeat(letters) },
    });
    const dataschema = 'urn:edict:event:company.registered:1';
    const shortest = prepareEvent({ ...noted(1), dataschema, actor: ACTOR });
    const letters = 1 + EVENT_BYTES_MAX - shortest.bytesMax;
    expect(await refusal(noted(letters + 1))).toMatchObject({
      code: 'event-too-large',
      facts: { limit: EVENT_BYTES_MAX },
    });
    expect(await record(noted(letters))).toHaveLength(1);
  });

  it('is text that no two systems read alike', async () => {
    const refused = await refusal(registration('odd', { data: { name: { en: 'a\ud800' } } }));
    expect(refused.code).toBe('invalid-event');
  });
});

describe('a batch', () => {
  it('is recorded whole, each event decided as the earlier ones leave the ledger', async () => {
    const receipts = await record(
      registration('chain'),
      introduction('chain', 'chain'),
      incoming('feature.launched', 'systems/chain', { feature: 'voice', capabilities: [] }),
      incoming('feature.suspended', 'systems/chain', {
        feature: 'voice',
        reason: 'privacy',
        by: 'provider',
      }),
    );
    const [first] = receipts;
    expect(receipts.map((receipt) => receipt.position - (first?.position ?? 0))).toEqual([
      0, 1, 2, 3,
    ]);
    expect(receipts.map(({ sequence }) => sequence)).toEqual([1, 1, 2, 3]);
  });

  it('is refused whole, with the place of the first event that cannot be recorded', async () => {
    const before = await position();
    const refused = await refusal(
      registration('none'),
      introduction('none', 'nobody'),
      introduction('none-2', 'nobody'),
    );
    expect(refused).toMatchObject({ code: 'unknown-subject', index: 1 });
    expect(await position()).toBe(before);
    expect(await ledger.histories(['companies/none'])).toEqual(new Map([['companies/none', []]]));
  });

  it('is refused for a shape before anything is decided', async () => {
    const refused = await refusal(introduction('x', 'nobody'), { ...registration('y'), time: 'x' });
    expect(refused).toMatchObject({ code: 'invalid-event', index: 1 });
  });

  it('may hold the same event twice', async () => {
    const event = registration('batch-twice');
    const [first, second] = await record(event, event);
    expect(first).toMatchObject({ duplicate: false, sequence: 1 });
    expect(second).toEqual({ ...first, duplicate: true, warnings: [] });
  });

  it('is refused where one id stands for two things', async () => {
    const event = registration('batch-reused');
    const refused = await refusal(event, { ...event, subject: 'companies/other' });
    expect(refused).toMatchObject({ code: 'id-reused', index: 1 });
  });

  it('may repeat what is recorded beside what is new', async () => {
    const event = await company('batch-old');
    const [old, fresh] = await record(event, introduction('batch-old', 'batch-old'));
    expect([old?.duplicate, fresh?.duplicate]).toEqual([true, false]);
  });

  it('counts its own events in expected versions', async () => {
    const renamed = (version: number) =>
      incoming(
        'company.renamed',
        'companies/counted',
        { name: { en: `V${version}` } },
        {
          expectedversion: version,
        },
      );
    await record({ ...registration('counted'), expectedversion: 0 }, renamed(1), renamed(2));
    expect(await refusal(renamed(2))).toMatchObject({ code: 'version-conflict' });
  });

  it('has 1,000 events and not 1,001', async () => {
    const events = Array.from({ length: BATCH_SIZE_MAX }, (_, n) => registration(`full-${n}`));
    expect(await record(...events)).toHaveLength(1_000);
    const refused = await refusal(...events, registration('full-more'));
    expect(refused).toMatchObject({ code: 'batch-too-large', facts: { limit: 1_000 } });
  });

  it('has at least one event', async () => {
    expect(await refusal()).toMatchObject({ code: 'empty-batch' });
  });
});

describe('a unique name', () => {
  const number = filingNumber(1);

  beforeAll(() => company('filer'));

  it('belongs to one stream, until the event that took it is retracted', async () => {
    const first = filing('first', number, 'filer');
    await record(first);
    const refused = await refusal(filing('second', number, 'filer'));
    expect(refused.code).toBe('duplicate-number');
    await record(retraction(first));
    await record(filing('second', number, 'filer'));
    expect(await refusal(filing('third', number, 'filer'))).toMatchObject({
      code: 'duplicate-number',
    });
  });

  it('changes hands with a correction', async () => {
    const [wrong, right] = [filingNumber(2), filingNumber(3)];
    const event = filing('misread', wrong, 'filer');
    await record(event);
    await record(correction(event, { ...event.data, number: right }));
    await record(filing('owner-of-the-other', wrong, 'filer'));
    const refused = await refusal(filing('late', right, 'filer'));
    expect(refused.code).toBe('duplicate-number');
  });

  it('may change hands within one batch', async () => {
    const passed = filingNumber(4);
    const first = filing('passing', passed, 'filer');
    await record(first, retraction(first), filing('receiving', passed, 'filer'));
    expect(await refusal(filing('third', passed, 'filer'))).toMatchObject({
      code: 'duplicate-number',
    });
  });

  it('is taken once within a batch', async () => {
    const shared = filingNumber(5);
    const refused = await refusal(
      filing('batch-one', shared, 'filer'),
      filing('batch-two', shared, 'filer'),
    );
    expect(refused).toMatchObject({ code: 'duplicate-number', index: 1 });
  });
});

describe('a dry run', () => {
  it('decides and writes nothing', async () => {
    const before = await position();
    const events = [registration('dry'), introduction('dry', 'dry')];
    const checked = await recorder.record(events, { actor: ACTOR, dryRun: true });
    expect(checked.map(({ duplicate }) => duplicate)).toEqual([false, false]);
    expect(checked.every((answer) => answer.position === undefined)).toBe(true);
    expect(await position()).toBe(before);
  });

  it('refuses what would be refused, and knows duplicates', async () => {
    const event = await company('dry-known');
    const answers = await recorder.recordEach(
      [event, registration('dry-known'), introduction('dry-2', 'nobody')],
      { actor: ACTOR, dryRun: true },
    );
    expect(answers).toMatchObject([
      { duplicate: true, position: expect.any(Number) },
      { code: 'already-exists', index: 1 },
      { code: 'unknown-subject', index: 2 },
    ]);
  });
});

describe('recording each event on its own verdict', () => {
  it('answers mixed lines in their order', async () => {
    const known = await company('mixed');
    const unread = parseEnvelope('no event');
    const before = await position();
    const answers = await recordEach(
      introduction('mixed', 'mixed'),
      unread,
      known,
      introduction('mixed', 'mixed'),
      { ...registration('mixed-2'), time: 'never' },
      registration('mixed-3'),
      introduction('mixed-3', 'mixed-2'),
      introduction('mixed-3', 'mixed-3'),
      { ...known, data: { ...known.data, jurisdiction: 'EU' } },
    );
    const told = answers.map((answer) => (answer instanceof Refused ? answer.code : 'taken'));
    expect(told).toEqual([
      'taken',
      'invalid-event',
      'taken',
      'already-exists',
      'invalid-event',
      'taken',
      'unknown-subject',
      'taken',
      'id-reused',
    ]);
    const refusals = answers.filter((answer) => answer instanceof Refused);
    expect(refusals.map(({ index }) => index)).toEqual([1, 3, 4, 6, 8]);
    expect(answers[2]).toMatchObject({ duplicate: true });
    expect(await position()).toBe(before + 3);
  });

  it('goes on over the end of a chunk', async () => {
    const event = registration('chunked');
    const events = [
      event,
      ...Array.from({ length: CHUNK_SIZE }, (_, n) => introduction(`chunked-${n}`, 'chunked')),
      event,
    ];
    const answers = await recordEach(...events);
    expect(answers.filter((answer) => answer instanceof Refused)).toEqual([]);
    expect(answers.at(-1)).toMatchObject({ subject: 'companies/chunked', duplicate: true });
  });

  it('takes any number of refused lines, and no line', async () => {
    expect(await recordEach(parseEnvelope(1), parseEnvelope(2))).toHaveLength(2);
    expect(await recordEach()).toEqual([]);
  });
});
