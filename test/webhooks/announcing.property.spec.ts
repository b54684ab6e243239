import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { AsOf } from '#libs/compliance';
import { ChangesFixture } from '../status-changes/changes-fixture.js';
import { eventsOf, HOURS, instant, rowsOf, world } from '../status-changes/worlds.js';
import type { World } from '../status-changes/worlds.js';
import { Announcing } from './announcing.js';

const [ALL, BOUNDED, MET] = ['0000000000a1', '0000000000b1', '0000000000c1'] as const;
const END = HOURS + 5;

let fixture: ChangesFixture;
let announcing: Announcing;

beforeAll(async () => {
  fixture = await ChangesFixture.open();
  announcing = new Announcing(fixture.pool, fixture.url);
  // Without it a bounded reader does not know that the stream is the company's.
  await fixture.pool.query(
    `insert into compliance.register_row (register, key, company, subject, "row", words, valid_from,
       valid_to, known_from, known_to)
     values ('systems', 'painter', 'acme', 'systems/painter', '{}', '', '-infinity', 'infinity', 0, 9)`,
  );
});
afterAll(async () => {
  await announcing.close();
  await fixture.close();
});

/** What a clock that runs along the ledger has seen by an hour. */
function momentOf({ recorded }: World, hour: number): AsOf {
  const knownAt = recorded.filter((one) => one <= hour).length;
  return { validAt: instant(hour), knownAt };
}

const hours = fc.array(fc.nat(END), { maxLength: 6 });

describe('What webhooks are told of changes', () => {
  it('is every change once, in record order, however long nobody looks', async () => {
    let seen = 0;
    await fc.assert(
      fc.asyncProperty(world, hours, fc.constantFrom(1, 2), async (one, looks, processes) => {
        await fixture.tell(eventsOf(one), rowsOf(one));
        const from = { validAt: instant(-1), knownAt: 0 };
        await announcing.define(
          { id: ALL, from },
          { id: BOUNDED, from, companies: ['acme'] },
          { id: MET, from, filters: { companies: ['acme', 'bolt'], statuses: ['met'] } },
        );
        for (const hour of [...looks, END].sort((left, right) => left - right)) {
          await announcing.look(momentOf(one, hour), processes);
        }
        const rows = JSON.parse(
          JSON.stringify(await fixture.rows(momentOf(one, END))),
        ) as readonly { readonly company: string; readonly after: string }[];
        seen += rows.length;
        const told = async (id: string) => (await announcing.told(id)).map(({ data }) => data);
        expect(await told(ALL)).toEqual(rows);
        expect(await told(BOUNDED)).toEqual(rows.filter(({ company }) => company === 'acme'));
        expect(await told(MET)).toEqual(rows.filter(({ after }) => after === 'met'));
      }),
      { numRuns: 25 },
    );
    expect(seen).toBeGreaterThan(100);
  }, 120_000);
});
