import type { Told } from '../registers/registers-fixture.js';

/** What no world is sure to have. */
export function seldom(run: string): readonly Told[] {
  const time = '2025-06-02T00:00:00+08:00';
  const company = `companies/${run}a`;
  return [
    {
      type: 'source.checked',
      subject: `sources/${run}list`,
      time,
      data: { outcome: 'changed' },
    },
    {
      type: 'service-filing.granted',
      subject: company,
      time,
      data: { number: `${run}1`, kind: 'filing', region: '北京' },
    },
    {
      type: 'incident.occurred',
      subject: company,
      time,
      data: { incident: 'seldom', description: 'a' },
    },
    {
      type: 'enforcement.opened',
      subject: company,
      time,
      data: { case: 'seldom', authority: 'CAC', measures: ['fine'], dueOn: '2026-01-31' },
    },
    {
      type: 'algorithm.registered',
      subject: `algorithms/${run}seldom`,
      time,
      data: { company: `${run}a`, number: '110108413760701250055', name: '=1+1' },
    },
    {
      type: 'system.introduced',
      subject: `systems/${run}seldom`,
      time,
      data: { company: `${run}a`, name: { en: 'Seldom' }, kind: 'app' },
    },
    {
      type: 'feature.launched',
      subject: `systems/${run}seldom`,
      time,
      data: { feature: 'voice', capabilities: [] },
    },
    {
      type: 'feature.suspended',
      subject: `systems/${run}seldom`,
      time: '2025-07-02T00:00:00+08:00',
      data: { feature: 'voice', by: 'provider', reason: 'It failed.' },
    },
  ];
}
