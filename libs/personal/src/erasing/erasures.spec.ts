import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createPool } from '#libs/database';
import { Ledger } from '#libs/ledger';
import type { NewEvent } from '#libs/ledger';
import type pg from 'pg';
import { createTestDatabase } from '../../../../test/setup/database.js';
import { testPersonalValues } from '../../../../test/setup/personal-values.js';
import { Erasures, ErasureRefused, finishErasures } from '../index.js';
import type { PersonalValues } from '../index.js';
import { dataErased } from './data-erased.js';

const SOURCE = 'https://desk.example/notes';
const ASKING = 'key:asking';
const AGREEING = 'key:agreeing';
const reason = 'Asked for by whom it concerns.';

let owner: pg.Pool;
let app: pg.Pool;
let worker: pg.Pool;
let ledger: Ledger;
let personal: PersonalValues;
let erasures: Erasures;
let made = 0;

beforeAll(async () => {
  const { url } = await createTestDatabase();
  owner = createPool({ url, applicationName: 'spec', max: 2 });
  app = createPool({ url, role: 'edict_app', applicationName: 'spec' });
  worker = createPool({ url, role: 'edict_worker', applicationName: 'spec', max: 1 });
  ledger = new Ledger(app);
  personal = testPersonalValues(app);
  erasures = new Erasures(app, ledger);
});
afterAll(async () => {
  await ledger.close();
  await Promise.all([owner, app, worker].map((pool) => pool.end()));
});

function assignment(name: string): NewEvent {
  made += 1;
  return {
    source: SOURCE,
    id: `duty-${made}`,
    type: 'duty.assigned',
    subject: 'systems/seedance-2.0',
    time: '2026-02-09T09:00:00+08:00',
    dataschema: 'urn:edict:event:duty.assigned:1',
    data: { obligation: 'label', owner: name },
    actor: 'key:desk',
  };
}

/** Records one assignment of each name in one append; returns the first position. */
async function record(...names: readonly string[]): Promise<number> {
  const events = names.map((name) => ({ event: assignment(name) }));
  const proposals = await personal.seal(events, () => undefined);
  const verdict = await ledger.append({ proposals });
  if (verdict.outcome !== 'recorded') throw new Error(verdict.outcome);
  return verdict.receipts[0]?.position ?? 0;
}

const eventAt = async (position: number) => {
  const stored = await ledger.at(position);
  if (stored === undefined) throw new Error(`Nothing stands at ${position}.`);
  return stored.event;
};
const ownerAt = async (position: number) =>
  (await personal.reveal((await eventAt(position)).data))['owner'];

async function count(what: string, name: string): Promise<number> {
  const { rows } = await owner.query<{ count: number }>(
    `select count(*)::integer as count from personal.person_key
     ${what === 'values' ? 'join personal.value on value.person_key = person_key.id' : ''}
     where person = $1`,
    [personal.key.personOf(name)],
  );
  return rows[0]?.count ?? 0;
}

const refusalOf = async (work: Promise<unknown>): Promise<string> => {
  const error: unknown = await work.catch((caught: unknown) => caught);
  return error instanceof ErasureRefused ? error.code : `not refused: ${String(error)}`;
};

describe('the values of a person', () => {
  it('are under one key, which goes with the last of them', async () => {
    const first = await record('Li Wei', 'Li Wei', 'Wang Fang');
    expect([await count('values', 'Li Wei'), await count('keys', 'Li Wei')]).toEqual([2, 1]);
    const { source, id } = await eventAt(first);
    const one = await erasures.request({ event: { source, id }, reason }, ASKING, personal);
    await erasures.approve(one.id, AGREEING);
    expect([await ownerAt(first), await ownerAt(first + 1)]).toEqual(['erased', 'Li Wei']);
    expect([await count('values', 'Li Wei'), await count('keys', 'Li Wei')]).toEqual([1, 1]);
    const all = await erasures.request({ person: 'Li Wei', reason }, ASKING, personal);
    await erasures.approve(all.id, AGREEING);
    expect([await ownerAt(first + 1), await ownerAt(first + 2)]).toEqual(['erased', 'Wang Fang']);
    expect([await count('values', 'Li Wei'), await count('keys', 'Li Wei')]).toEqual([0, 0]);
    const { rows } = await owner.query('select from personal.erasure where person is not null');
    expect(rows).toEqual([]);
  });

  it('are named on the ledger in as many events as it takes, all in one append', async () => {
    const names = Array.from({ length: 30 }, () => 'Zhang Min');
    const first = await record(...names);
    const { id } = await erasures.request({ person: 'Zhang Min', reason }, ASKING, personal);
    const head = (await ledger.head()).position;
    expect(await erasures.approve(id, AGREEING)).toMatchObject({ state: 'erased', values: 30 });
    const said = await ledger.page({ after: head, types: ['data.erased'] }, 10);
    const positions = said.flatMap(({ data }) => data['events'] as { position: number }[]);
    expect(said).toHaveLength(3);
    expect(positions.map(({ position }) => position)).toEqual(names.map((_, at) => first + at));
    expect(new Set(said.map(({ recordedtime }) => recordedtime)).size).toBe(1);
  });

  it('that come after the request are reached by its approval', async () => {
    await record('Chen Jie');
    const { id } = await erasures.request({ person: 'Chen Jie', reason }, ASKING, personal);
    await record('Chen Jie');
    expect(await erasures.approve(id, AGREEING)).toMatchObject({ values: 2 });
    const later = await record('Chen Jie');
    expect(await ownerAt(later)).toBe('Chen Jie');
  });
});

describe('an erasure', () => {
  it('takes two, whatever the code says', async () => {
    await record('Liu Yang');
    const { id } = await erasures.request({ person: 'Liu Yang', reason }, ASKING, personal);
    expect(await refusalOf(erasures.approve(id, ASKING))).toBe('second-pair-of-eyes');
    const approve = `update personal.erasure
      set person = null, approved_by = $1, approved_at = now(), erased_values = 1 where id = $2`;
    await expect(owner.query(approve, [ASKING, id])).rejects.toThrow('two_pairs_of_eyes');
    expect((await erasures.find(id)).state).toBe('pending');
  });

  it('is recorded once, however many approve it at once', async () => {
    const position = await record('Zhao Lei');
    const { id } = await erasures.request({ person: 'Zhao Lei', reason }, ASKING, personal);
    const head = (await ledger.head()).position;
    const agreeing = ['key:a', 'key:b', 'key:c', 'key:d'];
    const approved = await Promise.allSettled(agreeing.map((key) => erasures.approve(id, key)));
    const done = approved.filter(({ status }) => status === 'fulfilled');
    expect(done.length).toBeGreaterThan(0);
    expect((await ledger.head()).position).toBe(head + 1);
    const [said] = await ledger.page({ after: head }, 1);
    expect((await erasures.find(id)).approvedBy).toBe(said?.data['approvedBy']);
    expect(await ownerAt(position)).toBe('erased');
  });

  it('has nothing to do where another one did it', async () => {
    const position = await record('Huang Xin');
    const { source, id } = await eventAt(position);
    const one = await erasures.request({ event: { source, id }, reason }, ASKING, personal);
    const other = await erasures.request({ person: 'Huang Xin', reason }, ASKING, personal);
    await erasures.approve(one.id, AGREEING);
    expect(await refusalOf(erasures.approve(other.id, AGREEING))).toBe('nothing-to-erase');
  });

  it('of what is recorded meanwhile loses and fails nothing', async () => {
    for (let round = 0; round < 10; round += 1) {
      const name = `Racing ${round}`;
      await record(name);
      const { id } = await erasures.request({ person: name, reason }, ASKING, personal);
      const [, ...positions] = await Promise.all([
        erasures.approve(id, AGREEING),
        record(name),
        record(name),
      ]);
      for (const position of positions) {
        expect(['erased', name]).toContain(await ownerAt(position));
      }
      const standing = (await Promise.all(positions.map(ownerAt))).filter((one) => one === name);
      expect(await count('values', name)).toBe(standing.length);
      expect((await count('keys', name)) > 0).toBe(standing.length > 0);
    }
  });
});

/** As though the process had ended between what is recorded and what is destroyed. */
async function cutShort(name: string): Promise<{ readonly id: string; readonly position: number }> {
  const position = await record(name);
  const { id } = await erasures.request({ person: name, reason }, ASKING, personal);
  const event = await eventAt(position);
  const place = { source: event.source, id: event.id, position, fields: ['/owner'] };
  const approved = { id, reason, requestedBy: ASKING, approvedBy: AGREEING };
  const events = dataErased(approved, [place], new Date().toISOString());
  await ledger.append({ proposals: events.map((one) => ({ event: one })) });
  return { id, position };
}

describe('an erasure that was cut short', () => {
  it.each([
    ['the API', () => app],
    ['the worker', () => worker],
  ])('is finished by %s as it starts', async (_, pool) => {
    const { id, position } = await cutShort('Zhou Tao');
    expect(await ownerAt(position)).toBe('Zhou Tao');
    expect((await erasures.find(id)).state).toBe('pending');
    expect(await finishErasures(pool())).toBe(1);
    expect(await ownerAt(position)).toBe('erased');
    expect([await count('values', 'Zhou Tao'), await count('keys', 'Zhou Tao')]).toEqual([0, 0]);
    expect(await erasures.find(id)).toMatchObject({
      state: 'erased',
      approvedBy: AGREEING,
      values: 1,
    });
    expect(await finishErasures(pool())).toBe(0);
  });

  it('is finished by whoever approves it again', async () => {
    const { id, position } = await cutShort('Wu Bin');
    const again = await erasures.approve(id, 'key:other');
    expect(again).toMatchObject({ state: 'erased', approvedBy: AGREEING });
    expect(await ownerAt(position)).toBe('erased');
  });

  it('is finished where values came back with an older backup, without its request', async () => {
    const { id, position } = await cutShort('Xu Na');
    const saved = await owner.query('select * from personal.value where position = $1', [position]);
    const keys = await owner.query('select * from personal.person_key where person = $1', [
      personal.key.personOf('Xu Na'),
    ]);
    await finishErasures(app);
    await owner.query('delete from personal.erasure where id = $1', [id]);
    const restore = (table: string, row: object) =>
      owner.query(
        `insert into personal.${table} (${Object.keys(row).join()})
         values (${Object.keys(row)
           .map((_, index) => `$${index + 1}`)
           .join()})`,
        Object.values(row) as unknown[],
      );
    for (const row of keys.rows as object[]) await restore('person_key', row);
    for (const row of saved.rows as object[]) await restore('value', row);
    expect(await ownerAt(position)).toBe('Xu Na');
    expect(await finishErasures(worker)).toBe(1);
    expect(await ownerAt(position)).toBe('erased');
    expect(await count('keys', 'Xu Na')).toBe(0);
  });
});
