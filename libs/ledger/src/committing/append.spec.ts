import { createHash, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type pg from 'pg';
import { BatchTooLarge, EventTooLarge, LedgerUnavailable, NotCanonical } from '../errors.js';
import { Ledger } from '../ledger.js';
import { BATCH_EVENTS_MAX } from '../limits.js';
import { ledgerDatabase } from '../testing/database.js';
import type { LedgerDatabase } from '../testing/database.js';
import { newEvent, proposal, receiptsOf } from '../testing/proposals.js';

describe('appending', () => {
  let database: LedgerDatabase;
  let pool: pg.Pool;
  let ledger: Ledger;

  beforeAll(async () => {
    database = await ledgerDatabase();
    pool = database.pool('edict_app');
    ledger = new Ledger(pool);
  });

  afterAll(async () => {
    await ledger.close();
    await database.close();
  });

  const stream = (): string => `systems/${randomUUID()}`;
  const position = async (): Promise<number> => (await ledger.head()).position;

  it('gives the next position, the next sequence and the hash of the stored bytes', async () => {
    const subject = stream();
    const before = await position();
    const append = { proposals: [proposal({ subject }), proposal({ subject })] };
    const [first, second] = receiptsOf(await ledger.append(append));
    expect(first).toMatchObject({ position: before + 1, sequence: 1, duplicate: false });
    expect(second).toMatchObject({ position: before + 2, sequence: 2, duplicate: false });
    const stored = await ledger.at(before + 2);
    const hash = createHash('sha256')
      .update(Buffer.of(0))
      .update(stored?.bytes ?? '');
    expect(stored?.leafHash).toBe(second?.leafHash);
    expect(hash.digest('hex')).toBe(second?.leafHash);
    expect(stored?.event).toMatchObject({ ...append.proposals[1]?.event, sequence: 2 });
  });

  it.each([
    { correlationid: 'import-7' },
    {
      causationid: 'https://example.test/news#1',
      traceparent: '00-0af7651916cd43dd8448eb211c80319c',
    },
  ])('keeps %j', async (given) => {
    const event = newEvent({ subject: stream(), ...given });
    const [receipt] = receiptsOf(await ledger.append({ proposals: [{ event }] }));
    const { position = 0, sequence, recordedtime } = receipt ?? {};
    const stored = await ledger.at(position);
    expect(stored?.event).toStrictEqual({ ...event, position, sequence, recordedtime });
  });

  it('answers the same event again with the first receipt', async () => {
    const event = newEvent({ subject: stream(), data: { a: 1, b: 2 } });
    const [first] = receiptsOf(await ledger.append({ proposals: [{ event }] }));
    const before = await position();
    const again = { ...event, time: '2026-02-10T01:30:00Z', data: { b: 2, a: 1 }, actor: 'keys/b' };
    const verdict = await ledger.append({ proposals: [{ event: again, expectedVersion: 0 }] });
    expect(verdict).toEqual({ outcome: 'recorded', receipts: [{ ...first, duplicate: true }] });
    expect(await position()).toBe(before);
  });

  it.each([
    ['type', { type: 'feature.resumed' }],
    ['subject', { subject: 'systems/other' }],
    ['instant', { time: '2026-02-10T09:30:01+08:00' }],
    ['instant by a digit', { time: '2026-02-10T09:30:00.0000001+08:00' }],
    ['schema', { dataschema: 'urn:edict:event:feature.suspended:2' }],
    ['payload', { data: { feature: 'other' } }],
  ])('refuses a known id with another %s', async (_, change) => {
    const event = newEvent({ subject: stream() });
    const [first] = receiptsOf(await ledger.append({ proposals: [{ event }] }));
    expect(await ledger.append({ proposals: [{ event: { ...event, ...change } }] })).toEqual({
      outcome: 'id-reused',
      index: 0,
      position: first?.position,
    });
  });

  it('records the new ones of a batch that repeats others', async () => {
    const subject = stream();
    const known = proposal({ subject });
    const [first] = receiptsOf(await ledger.append({ proposals: [known] }));
    const fresh = proposal({ subject });
    const receipts = receiptsOf(await ledger.append({ proposals: [known, fresh, known, fresh] }));
    expect(receipts.map(({ duplicate }) => duplicate)).toEqual([true, false, true, true]);
    expect(receipts[0]).toEqual({ ...first, duplicate: true });
    expect(receipts[3]).toEqual({ ...receipts[1], duplicate: true });
    expect(receipts[1]?.sequence).toBe(2);
  });

  it('holds an expected version against the stream, own earlier events included', async () => {
    const subject = stream();
    const proposals = [
      proposal({ subject }, 0),
      proposal({ subject }, 1),
      proposal({ subject }, 1),
    ];
    expect(await ledger.append({ proposals })).toEqual({
      outcome: 'version-conflict',
      index: 2,
      subject,
      expected: 1,
      actual: 2,
    });
    expect((await ledger.histories([subject])).get(subject)).toEqual([]);
    receiptsOf(await ledger.append({ proposals: proposals.slice(0, 2) }));
  });

  it('lets one of two win that race on one stream', async () => {
    const other = new Ledger(database.pool('edict_app', 2));
    for (let round = 0; round < 10; round += 1) {
      const subject = stream();
      const verdicts = await Promise.all(
        [ledger, other].map((one) => one.append({ proposals: [proposal({ subject }, 0)] })),
      );
      expect(verdicts.map(({ outcome }) => outcome).sort()).toEqual([
        'recorded',
        'version-conflict',
      ]);
    }
    await other.close();
  });

  it('holds guards against the streams as they were before the append', async () => {
    const [subject, other] = [stream(), stream()];
    const guards = [
      { subject, sequence: 0 },
      { subject: other, sequence: 0 },
    ];
    receiptsOf(await ledger.append({ proposals: [proposal({ subject })], guards }));
    expect(await ledger.append({ proposals: [proposal({ subject })], guards })).toEqual({
      outcome: 'guard-failed',
      subject,
      actual: 1,
    });
  });

  it('does not hold guards and claims against an append that was recorded before', async () => {
    const subject = stream();
    const name = `algorithm-number/${randomUUID()}`;
    const claims = [{ name, holder: subject }];
    const append = {
      proposals: [proposal({ subject })],
      guards: [{ subject, sequence: 0 }],
      claims,
    };
    const first = receiptsOf(await ledger.append(append));
    const proposals = [proposal({ subject: 'systems/heir' })];
    const exchange = { releases: claims, claims: [{ name, holder: 'systems/heir' }] };
    receiptsOf(await ledger.append({ proposals, ...exchange }));
    const again = receiptsOf(await ledger.append(append));
    expect(again).toEqual(first.map((receipt) => ({ ...receipt, duplicate: true })));
    expect(await ledger.holders([name])).toEqual([{ name, holder: 'systems/heir' }]);
  });

  it('gives a claimed name to one holder, until it is released', async () => {
    const name = `algorithm-number/${randomUUID()}`;
    const take = (holder: string, releases: { name: string; holder: string }[] = []) =>
      ledger.append({ proposals: [proposal()], claims: [{ name, holder }], releases });
    receiptsOf(await take('algorithms/a'));
    receiptsOf(await take('algorithms/a'));
    expect(await take('algorithms/b')).toEqual({
      outcome: 'claim-taken',
      name,
      holder: 'algorithms/a',
    });
    expect(await take('algorithms/b', [{ name, holder: 'algorithms/c' }])).toMatchObject({
      outcome: 'claim-taken',
    });
    receiptsOf(await take('algorithms/b', [{ name, holder: 'algorithms/a' }]));
    expect(await ledger.holders([name, 'unknown'])).toEqual([{ name, holder: 'algorithms/b' }]);
    const releases = [{ name, holder: 'algorithms/b' }];
    receiptsOf(await ledger.append({ proposals: [proposal()], releases }));
    expect(await ledger.holders([name])).toEqual([]);
  });

  it('refuses two holders for one name within one append', async () => {
    const name = `algorithm-number/${randomUUID()}`;
    const claims = ['a', 'b'].map((holder) => ({ name, holder }));
    const verdict = await ledger.append({ proposals: [proposal()], claims });
    expect(verdict).toEqual({ outcome: 'claim-taken', name, holder: 'a' });
  });

  it('judges each append of a group for itself, in order, over those before it', async () => {
    const subject = stream();
    const name = `algorithm-number/${randomUUID()}`;
    const claims = [{ name, holder: subject }];
    const event = newEvent({ subject });
    const before = await position();
    const verdicts = await Promise.all([
      ledger.append({ proposals: [{ event, expectedVersion: 0 }], claims }),
      ledger.append({ proposals: [proposal({ subject }, 0)] }),
      ledger.append({ proposals: [{ event }] }),
      ledger.append({ proposals: [proposal({ subject }, 1), proposal({ subject }, 7)] }),
      ledger.append({ proposals: [proposal()], claims: [{ name, holder: 'systems/b' }] }),
      ledger.append({ proposals: [proposal({ subject })], guards: [{ subject, sequence: 0 }] }),
      ledger.append({ proposals: [{ event: { ...event, data: {} } }] }),
      ledger.append({ proposals: [proposal({ subject }, 1)] }),
    ]);
    expect(verdicts.map(({ outcome }) => outcome)).toEqual([
      'recorded',
      'version-conflict',
      'recorded',
      'version-conflict',
      'claim-taken',
      'guard-failed',
      'id-reused',
      'recorded',
    ]);
    expect(verdicts[2]).toMatchObject({ receipts: [{ position: before + 1, duplicate: true }] });
    expect(verdicts[6]).toMatchObject({ position: before + 1 });
    expect(verdicts[7]).toMatchObject({ receipts: [{ position: before + 2, sequence: 2 }] });
    expect(await position()).toBe(before + 2);
  });

  it('does not let one append that PostgreSQL cannot take fail its group', async () => {
    await database.pool().query(
      `create function ledger.refuse_test() returns trigger language plpgsql as
       $$ begin if new.type = 'test.poison' then raise exception 'poison'; end if; return new; end $$;
       create trigger refuse_test before insert on ledger.event
       for each row execute function ledger.refuse_test()`,
    );
    const outcomes = await Promise.allSettled([
      ledger.append({ proposals: [proposal()] }),
      ledger.append({ proposals: [proposal(), proposal({ type: 'test.poison' })] }),
      ledger.append({ proposals: [proposal()] }),
    ]);
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    await database.pool().query('drop function ledger.refuse_test cascade');
  });

  it('takes 1 to 1,000 events', async () => {
    const batch = (count: number) => ({
      proposals: Array.from({ length: count }, () => proposal({ subject: 'systems/batch' })),
    });
    expect(receiptsOf(await ledger.append(batch(BATCH_EVENTS_MAX)))).toHaveLength(1_000);
    await expect(ledger.append(batch(BATCH_EVENTS_MAX + 1))).rejects.toThrow(BatchTooLarge);
    await expect(ledger.append(batch(0))).rejects.toThrow(BatchTooLarge);
  });

  it('writes nothing of an append with an event that is too large or not canonical', async () => {
    const before = await position();
    const large = proposal({ data: { note: 'x'.repeat(65_536) } });
    const fraction = proposal({ data: { share: 0.5 } });
    await expect(ledger.append({ proposals: [proposal(), large] })).rejects.toThrow(EventTooLarge);
    await expect(ledger.append({ proposals: [proposal(), fraction] })).rejects.toThrow(
      NotCanonical,
    );
    expect(await position()).toBe(before);
  });

  it('takes an event of the largest size', async () => {
    const [spare] = await ledger
      .append({ proposals: [proposal({ id: 'largest', data: { note: 'x'.repeat(65_535) } })] })
      .then(() => [0])
      .catch((error: unknown) => (error instanceof EventTooLarge ? [error.bytes - 65_535] : []));
    const data = { note: 'x'.repeat(65_535 - (spare ?? 0)) };
    const [receipt] = receiptsOf(
      await ledger.append({ proposals: [proposal({ id: 'largest', data })] }),
    );
    expect((await ledger.at(receipt?.position ?? 0))?.event.data).toEqual(data);
  });

  it('refuses, to be tried later, while somebody sits on the head', async () => {
    const patient = new Ledger(pool, { headLockTimeoutMs: 100 });
    const holder = await database.pool().connect();
    await holder.query('begin; select position from ledger.head for update');
    const append = patient.append({ proposals: [proposal()] });
    await expect(append).rejects.toThrow(LedgerUnavailable);
    await expect(append).rejects.toMatchObject({ retryAfterSeconds: 2, outcome: 'not-recorded' });
    await holder.query('rollback');
    holder.release();
    receiptsOf(await patient.append({ proposals: [proposal()] }));
    await patient.close();
  });

  it('lets a named number of events wait and not one more', async () => {
    const small = new Ledger(pool, { waitingEventsMax: 3 });
    const waiting = [2, 1, 1].map((count) =>
      small.append({ proposals: Array.from({ length: count }, () => proposal()) }),
    );
    const outcomes = await Promise.allSettled(waiting);
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected']);
    receiptsOf(await small.append({ proposals: [proposal(), proposal(), proposal()] }));
    await small.close();
  });

  it('finishes what it took before it closes, and then refuses', async () => {
    const closing = new Ledger(pool);
    const taken = closing.append({ proposals: [proposal()] });
    const closed = closing.close();
    await expect(closing.append({ proposals: [proposal()] })).rejects.toThrow(LedgerUnavailable);
    receiptsOf(await taken);
    await closed;
  });

  it('goes on after its connections were cut', async () => {
    receiptsOf(await ledger.append({ proposals: [proposal()] }));
    await database.pool().query(
      `select pg_terminate_backend(pid) from pg_stat_activity
       where datname = current_database() and pid <> pg_backend_pid()`,
    );
    receiptsOf(await ledger.append({ proposals: [proposal()] }));
  });

  it('never lets record time run backwards, though the clock does', async () => {
    const owner = database.pool();
    const later = "date_trunc('milliseconds', clock_timestamp()) + interval '1 hour'";
    await owner.query(`update ledger.head set recorded_time = ${later}`);
    const { recordedtime } = await ledger.head();
    const [receipt] = receiptsOf(await ledger.append({ proposals: [proposal()] }));
    expect(receipt?.recordedtime).toBe(recordedtime);
    const { rows } = await owner.query(
      `select count(*) from (
         select recorded_time < lag(recorded_time) over (order by position) as backwards
         from ledger.event
       ) steps where backwards`,
    );
    expect(rows[0]).toEqual({ count: 0 });
  });

  it('derives every column from the stored bytes', async () => {
    const { rows } = await database.pool().query(
      `select count(*) as events, count(*) filter (where
         (leaf.source, leaf.id, leaf.type, leaf.subject, leaf.actor, leaf.position, leaf.sequence)
           = (event.source, event.id, event.type, event.subject, event.actor, event.position,
              event.sequence)
         and date_trunc('milliseconds', leaf.time) = event.time
         and leaf.recordedtime = event.recorded_time
         and leaf_hash = sha256('\\x00'::bytea || bytes)) as equal
       from ledger.event
       cross join lateral json_to_record(convert_from(bytes, 'UTF8')::json) as leaf (
         source text, id text, type text, subject text, actor text, position bigint,
         sequence bigint, time timestamptz, recordedtime timestamptz)`,
    );
    const [row] = rows;
    expect(row.events).toBeGreaterThan(1_000);
    expect(row.equal).toBe(row.events);
  });

  it('has positions without gaps, and contiguous sequences', async () => {
    const { rows } = await database.pool().query(
      `select max(position) - count(*) as missing,
         (select count(*) from (select max(sequence) - count(*) as gaps from ledger.event
          group by subject) streams where gaps <> 0) as broken
       from ledger.event`,
    );
    expect(rows).toEqual([{ missing: 0, broken: 0 }]);
  });

  it.each([
    ['update', `update ledger.event set actor = 'nobody' where position = 1`],
    ['delete', 'delete from ledger.event where position = 1'],
    ['truncate', 'truncate ledger.event'],
  ])('is for ever: %s is refused to the application and to a superuser', async (_, statement) => {
    await expect(pool.query(statement)).rejects.toMatchObject({ code: '42501' });
    await expect(database.pool('edict_worker').query(statement)).rejects.toThrow('permission');
    await expect(database.pool().query(statement)).rejects.toThrow('append-only');
    const client = await database.pool().connect();
    await client.query('set session_replication_role = replica');
    await expect(client.query(statement)).rejects.toThrow('append-only');
    client.release(true);
  });
});
