import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { InvalidAsOf, NotYetProjected, UnknownPosition } from '#libs/compliance';
import { corrected, RegistersFixture, retracted } from './registers-fixture.js';
import type { Told } from './registers-fixture.js';

const COMPANY: Told = {
  type: 'company.registered',
  subject: 'companies/bytedance',
  time: '2012-03-09T00:00:00+08:00',
  data: { name: { zh: '字节跳动', en: 'ByteDance' }, jurisdiction: 'CN' },
};
const SYSTEM: Told = {
  type: 'system.introduced',
  subject: 'systems/seedance-2.0',
  time: '2026-02-07T00:00:00+08:00',
  data: { company: 'bytedance', name: { en: 'Seedance 2.0' }, kind: 'model' },
};
const LAUNCHED: Told = {
  type: 'feature.launched',
  subject: 'systems/seedance-2.0',
  time: '2026-02-07T12:00:00+08:00',
  data: { feature: 'voice-from-face', capabilities: ['voice-cloning'] },
};
const SUSPENDED: Told = {
  id: 'suspension',
  type: 'feature.suspended',
  subject: 'systems/seedance-2.0',
  time: '2026-02-10T00:00:00+08:00',
  data: { feature: 'voice-from-face', reason: 'A voice from a photo alone.', by: 'platform' },
};

describe('Seedance 2.0 in February 2026', () => {
  let fixture: RegistersFixture;
  let reported: number;
  let correctedAt: number;

  beforeAll(async () => {
    fixture = await RegistersFixture.open();
    reported = await fixture.tell([COMPANY, SYSTEM, LAUNCHED, SUSPENDED]);
    correctedAt = await fixture.tell([
      corrected('suspension', 'systems/seedance-2.0', { time: '2026-02-09T00:00:00+08:00' }),
    ]);
  });

  afterAll(() => fixture.close());

  const view = async (validAt?: string, knownAt?: string) =>
    fixture.companies.view('bytedance', await fixture.registers.asOf(validAt, knownAt));

  it('runs its voice-from-face feature on 8 February', async () => {
    const company = await view('2026-02-08');
    expect(company?.systems[0]?.features).toEqual([
      {
        feature: 'voice-from-face',
        state: 'running',
        since: '2026-02-07T12:00:00+08:00',
        capabilities: ['voice-cloning'],
      },
    ]);
    expect(company?.systems[0]?.capabilities).toEqual(['voice-cloning']);
    expect(company?.openSuspensions).toEqual([]);
  });

  it('has suspended it on 11 February, and still today', async () => {
    for (const validAt of ['2026-02-11', undefined]) {
      const company = await view(validAt);
      expect(company?.systems[0]?.features[0]?.state).toBe('suspended');
      expect(company?.systems[0]?.capabilities).toEqual([]);
      expect(company?.openSuspensions).toHaveLength(1);
    }
  });

  it('suspended it on 9 February by what is known now, on 10 February by what was known first', async () => {
    const now = await view('2026-02-11');
    const then = await view('2026-02-11', `position:${reported}`);
    expect(now?.openSuspensions[0]?.from).toBe('2026-02-09T00:00:00+08:00');
    expect(then?.openSuspensions[0]?.from).toBe('2026-02-10T00:00:00+08:00');
    expect((await view('2026-02-09'))?.openSuspensions).toHaveLength(1);
    expect((await view('2026-02-09', `position:${reported}`))?.openSuspensions).toHaveLength(0);
  });

  it('names the report and its correction as the reason', async () => {
    const company = await view('2026-02-11');
    expect(company?.openSuspensions[0]?.because.map(({ type }) => type)).toEqual([
      'feature.suspended',
      'event.corrected',
    ]);
  });

  it('answers a knownAt time as the position that was last recorded by then', async () => {
    const { event } = (await fixture.ledger.at(reported)) ?? {};
    const asOf = await fixture.registers.asOf('2026-02-11', event?.recordedtime);
    expect(asOf.knownAt).toBeGreaterThanOrEqual(reported);
    expect((await fixture.registers.asOf(undefined, '2020-01-01T00:00:00Z')).knownAt).toBe(0);
    expect((await fixture.registers.asOf(undefined, '9999-01-01T00:00:00Z')).knownAt).toBe(
      correctedAt,
    );
  });

  it('is not in any register before it was recorded', async () => {
    expect(await view('2026-02-11', 'position:0')).toBeUndefined();
    const known = await view('2026-02-11', 'position:1');
    expect(known?.systems).toEqual([]);
  });

  it('is listed among the suspensions that run', async () => {
    const asOf = await fixture.registers.asOf();
    const running = await fixture.registers.page('feature-suspensions', asOf, {
      filters: { active: 'true', company: 'bytedance', by: 'platform' },
      limit: 10,
    });
    expect(running.rows.map(({ system, feature }) => `${system} ${feature}`)).toEqual([
      'seedance-2.0 voice-from-face',
    ]);
    const ended = { filters: { active: 'false' }, limit: 10 };
    expect((await fixture.registers.page('feature-suspensions', asOf, ended)).rows).toEqual([]);
  });

  it('tells its story in valid-time order, the correction marked', async () => {
    const asOf = await fixture.registers.asOf();
    const timeline = await fixture.companies.timeline('bytedance', asOf);
    expect(timeline?.map(({ type }) => type)).toEqual([
      'company.registered',
      'system.introduced',
      'feature.launched',
      'feature.suspended',
    ]);
    const last = timeline?.at(-1);
    expect(last).toMatchObject({
      time: '2026-02-09T00:00:00+08:00',
      corrected: true,
      retracted: false,
      announced: false,
    });
    expect(last?.amendments).toMatchObject([
      {
        position: correctedAt,
        type: 'event.corrected',
        before: { time: '2026-02-10T00:00:00+08:00' },
        after: { time: '2026-02-09T00:00:00+08:00' },
      },
    ]);
    const before = await fixture.companies.timeline('bytedance', { ...asOf, knownAt: reported });
    expect(before?.at(-1)?.amendments).toEqual([]);
    expect(await fixture.companies.timeline('nobody', asOf)).toBeUndefined();
  });

  it('is found by its name in either language and width', async () => {
    const asOf = await fixture.registers.asOf();
    for (const words of ['字节', 'bytedance', 'ＢｙｔｅＤａｎｃｅ', '  BYTE']) {
      const [hit] = await fixture.search.find(words, asOf, 10);
      expect(hit).toEqual({
        kind: 'company',
        id: 'bytedance',
        title: '字节跳动',
        company: 'bytedance',
      });
    }
    expect(await fixture.search.find('%', asOf, 10)).toEqual([]);
    const events = await fixture.search.find('a photo alone', asOf, 10);
    expect(events).toMatchObject([{ kind: 'event', position: reported }]);
    expect(await fixture.search.find('a photo alone', { ...asOf, knownAt: 1 }, 10)).toEqual([]);
  });

  it('shows all that a group and its filing entities have when asked for the group', async () => {
    await fixture.tell([
      {
        type: 'company.registered',
        subject: 'companies/beijing-douyin',
        time: '2020-01-01T00:00:00+08:00',
        data: { name: { zh: '北京抖音' }, jurisdiction: 'CN' },
      },
      {
        type: 'company.grouped',
        subject: 'companies/beijing-douyin',
        time: '2022-05-06T00:00:00+08:00',
        data: { parent: 'bytedance' },
      },
      {
        type: 'system.introduced',
        subject: 'systems/doubao',
        time: '2023-08-01T00:00:00+08:00',
        data: { company: 'beijing-douyin', name: { zh: '豆包' }, kind: 'application' },
      },
      {
        type: 'algorithm.registered',
        subject: 'algorithms/110108413760701250055',
        time: '2024-01-01T00:00:00+08:00',
        data: {
          company: 'beijing-douyin',
          number: '网信算备110108413760701250055号',
          name: '豆包算法',
          systems: ['doubao', 'seedance-2.0'],
        },
      },
    ]);
    const asOf = await fixture.registers.asOf();
    const alone = await fixture.companies.view('bytedance', asOf);
    const group = await fixture.companies.view('bytedance', asOf, { group: true });
    expect(alone?.members).toEqual(['beijing-douyin']);
    expect(alone?.systems.map(({ id }) => id)).toEqual(['seedance-2.0']);
    expect(alone?.systems[0]?.algorithms).toEqual(['110108413760701250055']);
    expect(group?.systems.map(({ id }) => id)).toEqual(['doubao', 'seedance-2.0']);
    expect(group?.algorithms.map(({ name }) => name)).toEqual(['豆包算法']);
    expect(await fixture.companies.streamsOf('bytedance', { group: true })).toEqual([
      'algorithms/110108413760701250055',
      'companies/beijing-douyin',
      'companies/bytedance',
      'systems/doubao',
      'systems/seedance-2.0',
    ]);
    expect(await fixture.companies.streamsOf('bytedance')).toEqual([
      'companies/bytedance',
      'systems/seedance-2.0',
    ]);
    for (const number of ['110108413760701250055', '网信算备110108413760701250055号']) {
      const request = { filters: { number }, limit: 5 };
      const page = await fixture.registers.page('algorithm-registrations', asOf, request);
      expect(page.rows.map(({ name }) => name)).toEqual(['豆包算法']);
    }
  });

  it('runs again in the answer, and as before in the old answer, once the report is taken back', async () => {
    const before = await fixture.registers.asOf('2026-02-11');
    await fixture.tell([retracted('suspension', 'systems/seedance-2.0')]);
    const after = await fixture.registers.asOf('2026-02-11');
    const rows = async (asOf: typeof before) => fixture.rowsOf('feature-suspensions', asOf);
    expect(await rows(before)).toHaveLength(1);
    expect(await rows(after)).toHaveLength(0);
    const timeline = await fixture.companies.timeline('bytedance', after);
    const entry = timeline?.find(({ type }) => type === 'feature.suspended');
    expect(entry).toMatchObject({ retracted: true, time: '2026-02-09T00:00:00+08:00' });
    expect(entry?.amendments.map(({ type }) => type)).toEqual([
      'event.corrected',
      'event.retracted',
    ]);
    expect(entry?.amendments.at(-1)).not.toHaveProperty('after');
  });

  it('refuses times that it cannot read, and positions that do not exist', async () => {
    const { registers } = fixture;
    for (const time of ['yesterday', '2026-02-30', '2026-02-11T10:00:00', '2026-2-1', '']) {
      await expect(registers.asOf(time)).rejects.toThrow(InvalidAsOf);
    }
    for (const time of ['2026-02-11', 'position:-1', 'position:x', 'position:', '12', '']) {
      await expect(registers.asOf(undefined, time)).rejects.toThrow(InvalidAsOf);
    }
    const { position } = await fixture.ledger.head();
    await expect(registers.asOf(undefined, `position:${position}`)).resolves.toMatchObject({
      knownAt: position,
    });
    await expect(registers.asOf(undefined, `position:${position + 1}`)).rejects.toThrow(
      UnknownPosition,
    );
  });

  it('waits for the registers to reach a position, but not for ever', async () => {
    const position = await fixture.record([{ ...SYSTEM, subject: 'systems/seedance-3.0' }]);
    await expect(fixture.registers.waitUntil(position, 20)).rejects.toThrow(NotYetProjected);
    const waiting = fixture.registers.asOf(undefined, `position:${position}`);
    await fixture.project();
    await expect(waiting).resolves.toMatchObject({ knownAt: position, reached: position });
  });

  it('reads a bare date as the last instant of the day where Edict is set up', async () => {
    const asOf = await fixture.registers.asOf('2026-02-11');
    expect(asOf.validAt).toBe('2026-02-11T15:59:59.999Z');
    const encoded = await fixture.registers.asOf('2026-02-11T00:00:00 08:00');
    expect(encoded.validAt).toBe('2026-02-10T16:00:00.000Z');
  });
});
