import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { AsOf } from '#libs/compliance';
import { DeadlinesFixture, PAINTER } from '../deadlines/deadlines-fixture.js';
import { Announcing } from './announcing.js';
import type { Wanted } from './announcing.js';

const ID = '0000000000d1';
const DAY_MS = 86_400_000;
const DUE = { dueOn: '2026-03-02', dueAt: '2026-03-02T16:00:00Z' };

let fixture: DeadlinesFixture;
let announcing: Announcing;
let head: number;

beforeAll(async () => {
  fixture = await DeadlinesFixture.open();
  announcing = new Announcing(fixture.registers.pool, fixture.registers.url);
  head = (await fixture.asOf('2026-01-01T00:00:00Z')).knownAt;
});
afterAll(async () => {
  await announcing.close();
  await fixture.close();
});
beforeEach(() => fixture.stand(DUE));

const at = (validAt: string): AsOf => ({ validAt, knownAt: head });

async function define(more: Partial<Wanted> = {}, from = '2026-01-15T03:00:00Z'): Promise<void> {
  await announcing.define({ id: ID, events: ['deadline.approaching'], from: at(from), ...more });
}

/** Looks every so many days, at the same hour. */
async function lookFrom(first: string, last: string, everyDays = 1): Promise<void> {
  for (let time = Date.parse(first); time <= Date.parse(last); time += everyDays * DAY_MS) {
    await announcing.look(at(new Date(time).toISOString()));
  }
}

/** The day, in UTC, and the number of days of all that was told. */
async function told(): Promise<readonly string[]> {
  const messages = await announcing.told(ID);
  return messages.map(({ type, timestamp, data }) => {
    const { leadDays, daysLeft, subject, obligation } = data;
    return [type, timestamp.slice(0, 10), leadDays, daysLeft, subject, obligation].join(' ');
  });
}

const THREE_TIMES = [
  `deadline.approaching 2026-01-31 30 30 ${PAINTER} label`,
  `deadline.approaching 2026-02-23 7 7 ${PAINTER} label`,
  `deadline.approaching 2026-03-01 1 1 ${PAINTER} label`,
];

describe('A deadline', () => {
  it('is told once for each number of days, when it is that near', async () => {
    await define();
    await lookFrom('2026-01-15T04:00:00Z', '2026-03-10T04:00:00Z');
    expect(await told()).toEqual(THREE_TIMES);
  });

  it('is told the same after weeks in which nobody looked', async () => {
    await define();
    await announcing.look(at('2026-03-10T04:00:00Z'));
    await announcing.look(at('2026-03-20T04:00:00Z'), 2);
    expect(await told()).toEqual(THREE_TIMES);
  });

  it('is told with the days that a webhook asks for, on the day itself too', async () => {
    await define({ leadDays: [3, 0] });
    await lookFrom('2026-02-20T04:00:00Z', '2026-03-05T04:00:00Z');
    expect((await told()).map((line) => line.split(' ')[2])).toEqual(['3', '0']);
  });

  it('that was near before the webhook is not told again', async () => {
    await define({}, '2026-02-20T03:00:00Z');
    await announcing.look(at('2026-02-22T04:00:00Z'));
    expect(await told()).toEqual([]);
    await announcing.look(at('2026-02-24T04:00:00Z'));
    expect(await told()).toEqual([THREE_TIMES[1]]);
  });

  it('that is recorded late is told once, with the least days that it is within', async () => {
    await fixture.stand();
    await define({}, '2026-02-20T03:00:00Z');
    await announcing.look(at('2026-02-25T04:00:00Z'));
    // What was known before does not have it.
    await fixture.stand({ ...DUE, knownFrom: head + 1 });
    await announcing.look({ validAt: '2026-02-26T04:00:00Z', knownAt: head + 1 });
    expect(await told()).toEqual([`deadline.approaching 2026-02-26 7 4 ${PAINTER} label`]);
  });

  it('that moves away and comes near again is told anew', async () => {
    await define({ leadDays: [7] });
    await announcing.look(at('2026-02-25T04:00:00Z'));
    await fixture.stand(
      { ...DUE, knownFrom: 9, knownTo: head + 1 },
      { dueOn: '2026-04-10', dueAt: '2026-04-10T16:00:00Z', knownFrom: head + 1 },
    );
    await announcing.look({ validAt: '2026-02-26T04:00:00Z', knownAt: head + 1 });
    const later = { validAt: '2026-04-04T04:00:00Z', knownAt: head + 1 };
    // At most a month is made up for in one look.
    for (let looks = 0; looks < 2; looks += 1) await announcing.look(later);
    expect((await told()).map((line) => line.split(' ')[1])).toEqual(['2026-02-23', '2026-04-03']);
  });

  it('that is met, or past, is not told', async () => {
    await fixture.stand(
      { ...DUE, status: 'pending', to: '2026-02-10T00:00:00Z' },
      { ...DUE, status: 'met', from: '2026-02-10T00:00:00Z' },
      { ...DUE, obligation: 'answer', dueOn: '2026-01-10', dueAt: '2026-01-10T16:00:00Z' },
    );
    await define();
    await lookFrom('2026-01-15T04:00:00Z', '2026-03-10T04:00:00Z', 5);
    expect(await told()).toEqual([THREE_TIMES[0]]);
  });

  it('is told by the day of its own law’s time zone', async () => {
    await fixture.stand(
      { ...DUE },
      { obligation: 'report', dueOn: '2026-03-02', dueAt: '2026-03-03T05:00:00Z' },
    );
    await define({ leadDays: [1] }, '2026-02-20T03:00:00Z');
    // 1 March in Shanghai, still 28 February in New York.
    await announcing.look(at('2026-02-28T17:00:00Z'));
    expect((await told()).map((line) => line.split(' ').at(-1))).toEqual(['label']);
    await announcing.look(at('2026-03-01T06:00:00Z'));
    expect((await told()).map((line) => line.split(' ').at(-1))).toEqual(['label', 'report']);
  });

  it('is told as filters say, and without the name of whoever looks after it', async () => {
    await fixture.stand(
      { ...DUE },
      { obligation: 'report', dueOn: '2026-03-02', dueAt: '2026-03-03T05:00:00Z' },
    );
    await define({ filters: { jurisdictions: ['US'], statuses: ['breached'] }, leadDays: [7] });
    await lookFrom('2026-02-15T04:00:00Z', '2026-03-01T04:00:00Z', 3);
    expect((await told()).map((line) => line.split(' ').at(-1))).toEqual(['report']);
    expect(JSON.stringify(await announcing.told(ID))).not.toContain('owner');
    await define({ filters: { companies: ['bolt'] } });
    await lookFrom('2026-02-15T04:00:00Z', '2026-03-01T04:00:00Z', 3);
    expect(await told()).toEqual([]);
  });

  it('is not told to a webhook that does not ask for deadlines', async () => {
    await define({ events: ['status.changed'] });
    await lookFrom('2026-02-15T04:00:00Z', '2026-03-01T04:00:00Z', 3);
    expect(await told()).toEqual([]);
  });
});
