import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { openImportDesk } from './importing.js';
import type { ImportDesk } from './importing.js';

const PACK = `
pack: test
terms:
  - {kind: measure, name: robot.leash, label: {en: Leash, zh: 牵引绳}}
instruments:
  - instrument: cn-robots
    published:
      from: 2026-01-01
      title: {en: Robot Measures, zh: 机器人办法}
      jurisdiction: CN
      timeZone: Asia/Shanghai
      issuers: [CAC]
      kind: rules
      binding: true
      url: https://example.org/robots
    obligations:
      - obligation: cn-robots-3
        from: 2026-01-01
        title: {en: Leash robots, zh: 拴好机器人}
        provision: "3"
        force: binding
        grade: text
        url: https://example.org/robots
        binds: system
        kind: standing
        appliesWhen: {fact: available, is: true}
        inForce: {from: 2026-03-01}
        due: {within: 10, unit: day}
        satisfiedBy: [{type: measure.adopted, where: {measure: robot.leash}}]
        amendments:
          - {from: 2026-06-01, provision: "4", due: null}
        withdrawn: 2030-01-01
`;

describe('a rule pack', () => {
  let desk: ImportDesk;

  beforeEach(async () => {
    desk = await openImportDesk();
  });
  afterEach(() => desk.close());

  const recorded = async () =>
    (await desk.events()).map(
      ({ type, subject, time }) => `${time.slice(0, 10)} ${type} ${subject}`,
    );

  it('becomes events in the order of their days, in the time zone of the instrument', async () => {
    expect(await desk.import('test.yaml', PACK)).toEqual({
      file: 'test.yaml',
      kind: 'rule-pack',
      rows: 3,
      taken: 3,
      reported: [],
      recorded: 5,
      duplicates: 0,
    });
    expect(await recorded()).toEqual([
      '2026-01-01 term.defined terms/measure.robot.leash',
      '2026-01-01 instrument.published instruments/cn-robots',
      '2026-01-01 obligation.defined instruments/cn-robots',
      '2026-06-01 obligation.amended instruments/cn-robots',
      '2030-01-01 obligation.withdrawn instruments/cn-robots',
    ]);
    const [, , defined, amended] = await desk.events();
    expect(defined?.time).toBe('2026-01-01T00:00:00+08:00');
    expect(amended?.data).toEqual({ obligation: 'cn-robots-3', provision: '4', due: null });
  });

  it('adds nothing when it comes again', async () => {
    await desk.import('test.yaml', PACK);
    expect(await desk.import('again.yaml', PACK)).toMatchObject({ recorded: 0, duplicates: 3 });
    expect(await desk.events()).toHaveLength(5);
  });
});
