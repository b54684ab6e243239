import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { ChangesFixture } from '../status-changes/changes-fixture.js';
import { stand } from '../statuses/standing-rows.js';
import { Announcing } from './announcing.js';

const [EARLY, LATER] = ['0000000000a1', '0000000000a2'] as const;
const PAINTER = { company: 'acme', subject: 'systems/painter', obligation: 'label' };
const TALKER = { company: 'bolt', subject: 'systems/talker', obligation: 'label' };

let fixture: ChangesFixture;
let announcing: Announcing;

beforeAll(async () => {
  fixture = await ChangesFixture.open();
  announcing = new Announcing(fixture.pool, fixture.url);
  await fixture.pool.query(
    `insert into compliance.register_row (register, key, company, subject, "row", words, valid_from,
       valid_to, known_from, known_to)
     values ('systems', 'painter', 'acme', 'systems/painter', '{}', '', '-infinity', 'infinity', 0, 9)`,
  );
  await fixture.pool.query(
    `insert into ledger.projection (name, version, position) values ('statuses', 1, 4)`,
  );
});
afterAll(async () => {
  await announcing.close();
  await fixture.close();
});

const recorded = (subject: string, hour: number) => ({
  type: 'claim.published',
  subject,
  recordedAt: `2026-01-01T0${hour}:00:00Z`,
});

const told = async (id: string) =>
  (await announcing.told(id)).map(({ data }) => `${data.position} ${String(data['subject'])}`);

it('what a subject changed while the statuses left it out is told once it is back, and nothing else again', async () => {
  const begins = (knownFrom: number, status: string) => ({
    status,
    from: '2026-01-01T00:00:00Z',
    knownFrom,
  });
  await fixture.tell(
    ['systems/painter', 'systems/talker', 'systems/painter', 'systems/talker'].map(
      (subject, index) => recorded(subject, index + 1),
    ),
    [
      { ...TALKER, ...begins(2, 'pending'), knownTo: 4 },
      { ...TALKER, ...begins(4, 'met') },
    ],
  );
  await fixture.pool.query(
    `insert into ledger.parked_subject (projection, subject, position, error)
     values ('statuses', 'systems/painter', 1, 'broken')`,
  );
  await announcing.define(
    { id: EARLY, from: { validAt: '2026-01-01T00:30:00Z', knownAt: 0 } },
    { id: LATER, from: { validAt: '2026-01-01T02:30:00Z', knownAt: 2 } },
  );
  const now = { validAt: '2026-01-01T05:00:00Z', knownAt: 4 };
  await announcing.look(now);
  expect(await told(EARLY)).toEqual(['2 systems/talker', '4 systems/talker']);
  expect(await told(LATER)).toEqual(['4 systems/talker']);

  await stand(fixture.pool, [
    { ...PAINTER, ...begins(1, 'pending'), knownTo: 3 },
    { ...PAINTER, ...begins(3, 'met') },
  ]);
  await fixture.pool.query('delete from ledger.parked_subject');
  for (let looks = 0; looks < 3; looks += 1) await announcing.look(now);
  expect((await told(EARLY)).slice(2)).toEqual(['1 systems/painter', '3 systems/painter']);
  // Made after the first of them was recorded.
  expect((await told(LATER)).slice(1)).toEqual(['3 systems/painter']);
});
