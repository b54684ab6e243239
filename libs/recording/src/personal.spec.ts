import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { isCommitment, verifyCommitment } from '#libs/merkle';
import { personalLines } from '#libs/personal';
import { EVENT_BYTES_MAX } from '#libs/ledger';
import type { RecordedEvent } from '#libs/ledger';
import type { Recorded } from './incoming-event.js';
import { Refused } from './refused.js';
import { recordingProcesses } from './testing/database.js';
import type { RecordingProcess } from './testing/database.js';
import { correction, incoming, introduction, registration, retraction } from './testing/events.js';
import { refusalOf } from './testing/refusal.js';

let processes: readonly RecordingProcess[];
let process: RecordingProcess;
let close: () => Promise<void>;
const actor = 'key:desk';

beforeAll(async () => {
  ({ processes, close } = await recordingProcesses(2));
  const [first] = processes;
  if (first === undefined) throw new Error('There is no process.');
  process = first;
  await process.recorder.record([registration('namer'), introduction('named', 'namer')], { actor });
});
afterAll(() => close());

const duty = (owner: string, more: object = {}) =>
  incoming('duty.assigned', 'systems/named', { obligation: 'label', owner, ...more });
const waiver = (by: string) =>
  incoming('obligation.waived', 'systems/named', { obligation: 'label', by, reason: 'A pilot.' });

const record = async (...events: readonly ReturnType<typeof duty>[]): Promise<Recorded> => {
  const recorded = await process.recorder.record(events, { actor });
  const last = recorded.at(-1);
  if (last === undefined) throw new Error('Nothing was recorded.');
  return last;
};
const at = async (position: number): Promise<RecordedEvent> => {
  const stored = await process.ledger.at(position);
  if (stored === undefined) throw new Error(`Nothing stands at ${position}.`);
  return stored.event;
};
const ownerIn = ({ data }: RecordedEvent): string =>
  typeof data['owner'] === 'string' ? data['owner'] : '';
const linesOf = async (...events: readonly RecordedEvent[]) =>
  personalLines(events, process.personal.key, process.pool);
const valuesOf = async (event: RecordedEvent) =>
  (await linesOf(event)).map(({ field, value }) => `${field} ${value}`);
const stored = async (): Promise<number> => {
  const { rows } = await process.pool.query<{ count: number }>(
    'select count(*)::integer as count from personal.value',
  );
  return rows[0]?.count ?? 0;
};

describe('An event that names a person', () => {
  it('commits to the name, which is kept with its salt beside the ledger', async () => {
    const event = await at((await record(duty('Li Wei'))).position);
    const commitment = ownerIn(event);
    expect(isCommitment(commitment)).toBe(true);
    const [line] = await linesOf(event);
    expect(line).toMatchObject({ position: event.position, field: '/owner', value: 'Li Wei' });
    expect(verifyCommitment('/owner', line?.salt ?? '', 'Li Wei', commitment)).toBe(true);
    expect(verifyCommitment('/owner', line?.salt ?? '', 'Li Wen', commitment)).toBe(false);
  });

  it('commits to the same name differently each time', async () => {
    const first = await at((await record(duty('Li Wei'))).position);
    const second = await at((await record(duty('Li Wei'))).position);
    expect(first.data['owner']).not.toBe(second.data['owner']);
    expect(await valuesOf(first)).toEqual(await valuesOf(second));
  });

  it('is written down in any language, in a correction and in a correction of that', async () => {
    const wrong = duty('王伟');
    const right = correction(wrong, { obligation: 'label', owner: '李娜 👩‍⚖️' });
    const righter = correction(right, {
      ...right.data,
      data: { obligation: 'label', owner: 'Zoë' },
    });
    const last = await record(wrong, right, righter);
    const events = await Promise.all([2, 1, 0].map((back) => at(last.position - back)));
    expect(await Promise.all(events.map(valuesOf))).toEqual([
      ['/owner 王伟'],
      ['/data/owner 李娜 👩‍⚖️'],
      ['/data/data/owner Zoë'],
    ]);
    for (const event of events) expect(JSON.stringify(event)).not.toMatch(/王伟|李娜|Zoë/);
    const [known] = [...(await process.ledger.histories(['systems/named'])).values()];
    expect(JSON.stringify(known)).not.toMatch(/王伟|李娜|Zoë/);
  });

  it('is not confused with what only has a field of that name', async () => {
    const change = incoming('system.suspended', 'systems/named', { by: 'provider', reason: 'x' });
    const other = correction(change, { by: 'authority', reason: 'x' });
    const last = await record(change, other);
    expect((await at(last.position)).data).toMatchObject({ data: { by: 'authority' } });
    expect(await valuesOf(await at(last.position))).toEqual([]);
  });

  it('can be retracted, and stays known as it was where it is not', async () => {
    const named = waiver('Wang Fang');
    const before = await record(named);
    await record(retraction(named));
    expect(await valuesOf(await at(before.position))).toEqual(['/by Wang Fang']);
  });
});

describe('The same event sent again', () => {
  it('is a duplicate, alone, in a batch, in a stream and by another process', async () => {
    const named = duty('Li Wei');
    const { position } = await record(named);
    const before = await stored();
    for (const { recorder } of processes) {
      const [again] = await recorder.record([named], { actor });
      expect(again).toMatchObject({ position, duplicate: true });
      const [one, other] = await recorder.recordEach([named, duty('Li Wei')], { actor });
      expect([one, other]).toMatchObject([{ position, duplicate: true }, { duplicate: false }]);
      const [dry] = await recorder.record([named], { actor, dryRun: true });
      expect(dry).toMatchObject({ position, duplicate: true });
    }
    expect(await stored()).toBe(before + 2);
  });

  it('is another one where it names somebody else', async () => {
    const named = duty('Li Wei');
    const { position } = await record(named);
    const other = { ...named, data: { ...named.data, owner: 'Li Wen' } };
    const refusal = await refusalOf(process.recorder.record([other], { actor }));
    expect(refusal).toMatchObject({ code: 'id-reused', facts: { position } });
    const twice = await refusalOf(process.recorder.record([duty('A'), named, other], { actor }));
    expect([twice.code, twice.index]).toEqual(['id-reused', 2]);
  });

  it('is one event where two processes record it at the same moment', async () => {
    for (let round = 0; round < 20; round += 1) {
      const named = duty(`Racing ${round}`);
      const before = await stored();
      const answers = await Promise.all(
        processes.map(({ recorder }) => recorder.record([named], { actor })),
      );
      const places = new Set(answers.flat().map(({ position }) => position));
      expect([places.size, await stored()]).toEqual([1, before + 1]);
    }
  });
});

describe('What is refused', () => {
  it('leaves no name behind', async () => {
    const before = await stored();
    const stranger = incoming('duty.assigned', 'systems/none', { obligation: 'x', owner: 'Li' });
    await refusalOf(process.recorder.record([duty('Li Wei'), stranger], { actor }));
    const late = { ...duty('Li Wei'), expectedversion: 1 };
    expect((await refusalOf(process.recorder.record([late], { actor }))).code).toBe(
      'version-conflict',
    );
    await process.recorder.record([duty('Li Wei')], { actor, dryRun: true });
    expect(await stored()).toBe(before);
  });

  it.each([
    ['the name', (text: string) => duty(text), '/data/owner'],
    ['another field', (text: string) => duty('Li Wei', { note: text }), '/data/note'],
    ['the id', (text: string) => ({ ...duty('Li Wei'), id: text }), '/id'],
    ['what caused it', (text: string) => ({ ...duty('L'), causationid: text }), '/causationid'],
    [
      'a correction',
      (text: string) => correction(duty('L'), { obligation: 'x', owner: text }),
      '/data/data/owner',
    ],
  ])('is a commitment that somebody else wrote, in %s', async (_, made, pointer) => {
    const event = await at((await record(duty('Li Wei'))).position);
    const refusal = await refusalOf(process.recorder.record([made(ownerIn(event))], { actor }));
    expect(refusal).toMatchObject({ code: 'invalid-event', errors: [{ pointer }] });
  });

  it('is an event that is too large with the commitment in the place of a short name', async () => {
    const page = { url: 'https://desk.example/1', publisher: 'D', tier: 'press', access: 'read' };
    const evidence = Array.from({ length: 20 }, () => ({ ...page, quote: '好'.repeat(1_000) }));
    const sized = (length: number) => duty('L', { evidence, note: 'x'.repeat(length) });
    const outcomeOf = async (length: number): Promise<string> => {
      const options = { actor, dryRun: true };
      const [answer] = await process.recorder.recordEach([sized(length)], options);
      return answer instanceof Refused ? answer.code : 'accepted';
    };
    let [fits, tooLong] = [1, 4_000];
    while (tooLong - fits > 1) {
      const between = Math.floor((fits + tooLong) / 2);
      if ((await outcomeOf(between)) === 'accepted') fits = between;
      else tooLong = between;
    }
    expect(await outcomeOf(tooLong)).toBe('event-too-large');
    const recorded = await record(sized(fits));
    const kept = await process.ledger.at(recorded.position);
    expect(kept?.bytes.length).toBeLessThanOrEqual(EVENT_BYTES_MAX);
    expect(kept?.bytes.length).toBeGreaterThan(EVENT_BYTES_MAX - 40);
  });
});
