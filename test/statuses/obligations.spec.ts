import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { RegistersFixture } from '../registers/registers-fixture.js';
import type { Told } from '../registers/registers-fixture.js';
import { amended, defined, published } from './rulebook.js';

const SUBJECT = 'instruments/us-rules';
const LATER = '2026-06-01T00:00:00-04:00';

const STORY: readonly Told[] = [
  published('us-rules', 'US', 'America/New_York'),
  defined('us-rules', 'report', { inForce: { from: '2026-01-01', to: '2027-01-01' } }),
  defined('us-rules', 'draft', { inForce: { from: null }, force: 'draft', evaluated: false }),
  amended(
    'us-rules',
    'report',
    { provision: '5', house: true, inForce: { from: '2026-01-01' } },
    LATER,
  ),
];

describe('the register of obligations', () => {
  let fixture: RegistersFixture;
  let head: number;

  beforeAll(async () => {
    fixture = await RegistersFixture.open();
    head = await fixture.tell(STORY);
  });

  afterAll(() => fixture.close());

  const read = (id: string, validAt: string, knownAt = head) =>
    fixture.registers.find('obligations', id, { validAt, knownAt });

  it('has each in the wording that was valid then, with what each version changed', async () => {
    expect(await read('report', '2025-03-01T00:00:00Z')).toBeUndefined();
    expect(await read('report', '2026-05-31T00:00:00Z')).toMatchObject({
      version: 1,
      provision: '4',
      house: false,
      inForceTo: '2027-01-01',
      versions: [{ version: 1, from: '2025-03-14T00:00:00+08:00', changed: [] }],
    });
    const now = await read('report', '2026-06-02T00:00:00Z');
    expect(now).toMatchObject({
      version: 2,
      provision: '5',
      house: true,
      versions: [
        { version: 1, changed: [] },
        { version: 2, from: LATER, changed: ['house', 'inForce', 'provision'] },
      ],
    });
    expect(now).not.toHaveProperty('inForceTo');
  });

  it('tells what was known of it before an amendment was recorded', async () => {
    expect(await read('report', '2026-07-01T00:00:00Z', head - 1)).toMatchObject({ version: 1 });
    expect(await read('report', '2026-07-01T00:00:00Z')).toMatchObject({ version: 2 });
  });

  it('puts it in force on its days in the time zone of its instrument', async () => {
    const inForce = async (validAt: string, knownAt?: number) =>
      (await read('report', validAt, knownAt))?.inForce;
    expect(await inForce('2026-01-01T04:59:59.999Z')).toBe(false);
    expect(await inForce('2026-01-01T05:00:00Z')).toBe(true);
    expect(await inForce('2027-01-01T04:59:59.999Z', head - 1)).toBe(true);
    expect(await inForce('2027-01-01T05:00:00Z', head - 1)).toBe(false);
    expect(await inForce('2027-01-01T05:00:00Z')).toBe(true);
    expect((await read('draft', '2030-01-01T00:00:00Z'))?.inForce).toBe(false);
  });

  it('takes it out of force with its instrument, and for good once it is withdrawn', async () => {
    const told = (type: string, time: string, data: Told['data'] = {}) => ({
      type,
      subject: SUBJECT,
      time,
      data,
    });
    const at = await fixture.tell([
      told('instrument.suspended', '2026-07-01T00:00:00-04:00', { until: '2026-07-10' }),
      told('obligation.withdrawn', '2026-08-01T00:00:00-04:00', { obligation: 'report' }),
    ]);
    const inForce = async (validAt: string) => (await read('report', validAt, at))?.inForce;
    expect(await inForce('2026-07-01T03:59:59.999Z')).toBe(true);
    expect(await inForce('2026-07-01T04:00:00Z')).toBe(false);
    expect(await inForce('2026-07-11T04:00:00Z')).toBe(true);
    expect(await inForce('2026-08-01T04:00:00Z')).toBe(false);
    expect((await read('report', '2026-09-01T00:00:00Z', at))?.withdrawnAt).toBe(
      '2026-08-01T00:00:00-04:00',
    );
  });

  it('is asked by what a reader may look for', async () => {
    const asOf = { validAt: '2026-06-02T00:00:00Z', knownAt: head };
    const found = async (filters: Record<string, string>) => {
      const { rows } = await fixture.registers.page('obligations', asOf, { filters, limit: 9 });
      return rows.map(({ id }) => id);
    };
    expect(await found({ instrument: 'us-rules' })).toEqual(['draft', 'report']);
    expect(await found({ inForce: 'true' })).toEqual(['report']);
    expect(await found({ evaluated: 'false' })).toEqual(['draft']);
    expect(await found({ force: 'binding', jurisdiction: 'US' })).toEqual(['report']);
    expect(await found({ q: '标题' })).toEqual(['draft', 'report']);
    expect(await found({ jurisdiction: 'CN' })).toEqual([]);
  });
});
