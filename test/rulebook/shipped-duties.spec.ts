import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Segment } from '#libs/rulebook';
import { seedLedger } from './shipped-ledger.js';
import type { ShippedLedger } from './shipped-ledger.js';

const KLING_FILING = '110108413760701250055';
const LABELLING = ['cn-label-4', 'cn-label-5', 'cn-genai-12'];
const ORDERED = ['beijing-douyin-xinxi-fuwu--jianying', 'maoxiang', 'jimeng-ai'];

let shipped: ShippedLedger;
beforeAll(async () => {
  shipped = await seedLedger();
}, 120_000);
afterAll(() => shipped.close());

const noon = (day: string): string => `${day}T12:00:00+08:00`;

async function duty(system: string, day: string, obligation: string, upTo?: number) {
  const algorithms = [KLING_FILING];
  const at = { system, at: noon(day), algorithms, ...(upTo !== undefined && { upTo }) };
  return (await shipped.duties(at)).get(obligation);
}

async function positionOf(id: string): Promise<number> {
  const events = await shipped.events([
    'event.corrected',
    'obligation.amended',
    'algorithm.linked',
  ]);
  const found = events.find((event) => event.id.startsWith(id));
  if (found === undefined) throw new Error(`${id} ships.`);
  return found.position;
}

describe('a voice made from a face', () => {
  it.each(['cn-ds-14-2', 'cn-ds-15'])('raises %s while the feature runs', async (obligation) => {
    const days = ['2026-02-06', '2026-02-08', '2026-02-10'];
    const statuses = await Promise.all(
      days.map(async (day) => (await duty('seedance-2.0', day, obligation))?.status),
    );
    expect(statuses).toEqual(['not-applicable', 'unevidenced', 'not-applicable']);
  });

  it('was taken to run a day longer until the suspension was dated rightly', async () => {
    const corrected = await positionOf('seedance-2.0/voice-from-face/suspended-corrected');
    const before = await duty('seedance-2.0', '2026-02-09', 'cn-ds-14-2', corrected - 1);
    const after = await duty('seedance-2.0', '2026-02-09', 'cn-ds-14-2', corrected);
    expect([before?.status, after?.status]).toEqual(['unevidenced', 'not-applicable']);
  });
});

describe('the filing of September 2025', () => {
  it.each(['cn-algo-24-1', 'cn-ds-19'])('meets %s for Kling 3.0', async (obligation) => {
    const met = await duty('kling-3.0', '2026-02-12', obligation);
    const [registered] = (await shipped.events(['algorithm.registered'])).filter(
      ({ subject }) => subject === `algorithms/${KLING_FILING}`,
    );
    expect(met).toMatchObject({ status: 'met', because: [registered?.position] });
  });

  it('met nothing before it was linked to Kling 3.0', async () => {
    const linked = (await shipped.events(['algorithm.linked'])).find(
      ({ subject }) => subject === `algorithms/${KLING_FILING}`,
    );
    const before = await duty('kling-3.0', '2026-02-12', 'cn-ds-19', (linked?.position ?? 0) - 1);
    expect(before?.status).toBe('unknown');
  });
});

describe('the orders of 28 April 2026', () => {
  it.each(ORDERED)(
    'show as breached labelling duties of %s until the case ends',
    async (system) => {
      const statuses = async (day: string): Promise<readonly (string | undefined)[]> =>
        Promise.all(LABELLING.map(async (one) => (await duty(system, day, one))?.status));
      expect(await statuses('2026-05-01')).toEqual(LABELLING.map(() => 'breached'));
      const closed = {
        source: 'urn:test',
        id: `closed/${system}`,
        type: 'enforcement.closed',
        subject: `systems/${system}`,
        time: noon('2026-06-01'),
        data: {
          case: `cac-labels-2026-04-28-${system.split('--').at(-1) ?? ''}`,
          outcome: 'ended',
        },
      };
      await shipped.recorder.record([closed], { actor: 'test' });
      expect(await statuses('2026-05-02')).toEqual(LABELLING.map(() => 'breached'));
      expect(await statuses('2026-06-02')).not.toContain('breached');
    },
  );
});

describe('what nobody recorded', () => {
  it.each(['kling-3.0', 'seedance-2.0', 'glm-5', 'minimax-m2.5', 'rynnbrain'])(
    'is never met by %s: a standing duty is met by evidence only',
    async (system) => {
      const duties = await shipped.duties({
        system,
        at: noon('2026-03-31'),
        algorithms: [KLING_FILING],
      });
      const standing = (await shipped.rules()).filter(({ versions }) =>
        versions.some(({ rule }) => rule.kind === 'standing'),
      );
      const met = standing.filter(({ id }) => duties.get(id)?.status === 'met').map(({ id }) => id);
      expect(met).toEqual(system === 'kling-3.0' ? ['cn-algo-24-1', 'cn-ds-19'] : []);
      expect([...duties.values()].filter(isOpen).length).toBeGreaterThan(20);
    },
  );

  it('is named where it would decide', async () => {
    const filing = await duty('seedance-2.0', '2026-03-31', 'cn-ds-19');
    expect(filing).toMatchObject({ status: 'unknown', missing: ['public-opinion'] });
  });
});

describe('the high-risk duties of the AI Act', () => {
  const HIGH_RISK = { risk: 'high-risk-annex-iii', id: 'eu-aia-hr-prov' };

  const inForceAt = async (day: string, upTo?: number): Promise<unknown> => {
    const rule = (await shipped.rules(upTo)).find(({ id }) => id === HIGH_RISK.id);
    const instant = Date.parse(noon(day));
    return rule?.versions.find(({ from, to }) => from <= instant && instant < to)?.rule.inForce;
  };

  it('are in force from two dates, by the day asked about and by what was known', async () => {
    const amended = await positionOf(`obligations/${HIGH_RISK.id}/obligation.amended`);
    const old = { from: '2026-08-02' };
    const moved = { from: '2027-12-02' };
    expect(await inForceAt('2026-07-01')).toEqual(old);
    expect(await inForceAt('2026-08-01')).toEqual(moved);
    expect(await inForceAt('2026-07-01', amended - 1)).toEqual(old);
    expect(await inForceAt('2026-08-01', amended - 1)).toEqual(old);
  });

  it('were all known before any of what the regulation of July 2026 changed', async () => {
    const events = await shipped.events(['obligation.defined', 'obligation.amended']);
    const since = Date.parse('2026-07-27T00:00:00+02:00');
    const later = events.filter(({ time }) => Date.parse(time) >= since);
    const earlier = events.filter(({ time }) => Date.parse(time) < since);
    expect(later.length).toBeGreaterThan(14);
    expect(Math.max(...earlier.map(({ position }) => position))).toBeLessThan(
      Math.min(...later.map(({ position }) => position)),
    );
  });
});

function isOpen({ status }: Segment): boolean {
  return status === 'unevidenced' || status === 'unknown';
}
