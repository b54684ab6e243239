import { describe, expect, it } from '@jest/globals';

import type { ObligationSpan } from '#libs/rulebook';
import { knownSet } from '../known-set/known-set.js';
import { COMPANY, recorded, SYSTEM, type Told } from '../testing/story.js';
import { companyHistory } from './company-history.js';
import { systemHistory } from './system-history.js';

const CHINA = 'Asia/Shanghai';

function at(subject: string, type: string, time: string, data: object): Told {
  return { subject, type, time: time.length === 10 ? `${time}T00:00:00+08:00` : time, data };
}
const onSystem = (type: string, time: string, data: object): Told =>
  at(SYSTEM.subject, type, time, data);
const onCompany = (type: string, time: string, data: object): Told =>
  at(COMPANY.subject, type, time, data);
const opened = (obligations: readonly string[], more: object = {}): object => ({
  case: 'cac-1',
  authority: 'CAC',
  measures: ['warning'],
  obligations,
  ...more,
});

function histories(timeZoneOf: (obligation: string) => string, ...story: readonly Told[]) {
  const events = recorded(...story);
  const known = (subject: string) => knownSet(events.filter((one) => one.subject === subject));
  const [own, company] = [known(SYSTEM.subject), known(COMPANY.subject)];
  return {
    system: systemHistory('seedance-2.0', { own, company, algorithms: [] }, timeZoneOf),
    company: companyHistory('bytedance', company, timeZoneOf),
  };
}
const inChina = (...story: readonly Told[]) => histories(() => CHINA, ...story);

function written(spans: readonly ObligationSpan[]): readonly (readonly unknown[])[] {
  const text = (instant: number) =>
    instant === Infinity ? 'open' : new Date(instant).toISOString();
  return spans.map(({ obligation, from, to, because }) => [
    obligation,
    text(from),
    text(to),
    because,
  ]);
}

describe('a finding', () => {
  it('stands for each obligation that the case names, until the case is closed', () => {
    const { system } = inChina(
      SYSTEM,
      onSystem('enforcement.opened', '2026-04-28', opened(['cn-label-4', 'cn-label-5'])),
      onSystem('enforcement.closed', '2026-06-12', { case: 'cac-1', outcome: 'rectified' }),
    );
    expect(written(system.findings)).toEqual([
      ['cn-label-4', '2026-04-27T16:00:00.000Z', '2026-06-11T16:00:00.000Z', [2]],
      ['cn-label-5', '2026-04-27T16:00:00.000Z', '2026-06-11T16:00:00.000Z', [2]],
    ]);
  });

  it('goes on after an amendment, which is named and may name other obligations', () => {
    const { system } = inChina(
      SYSTEM,
      onSystem('enforcement.opened', '2026-04-28', opened(['cn-label-4', 'cn-label-5'])),
      onSystem('enforcement.amended', '2026-05-10', { case: 'cac-1', obligations: ['cn-label-4'] }),
    );
    expect(written(system.findings)).toEqual([
      ['cn-label-4', '2026-04-27T16:00:00.000Z', '2026-05-09T16:00:00.000Z', [2]],
      ['cn-label-5', '2026-04-27T16:00:00.000Z', '2026-05-09T16:00:00.000Z', [2]],
      ['cn-label-4', '2026-05-09T16:00:00.000Z', 'open', [2, 3]],
    ]);
  });

  it('of one case outlasts the end of another', () => {
    const { system } = inChina(
      SYSTEM,
      onSystem('enforcement.opened', '2026-04-28', opened(['cn-label-4'])),
      onSystem('enforcement.opened', '2026-05-01', opened(['cn-label-4'], { case: 'cac-2' })),
      onSystem('enforcement.closed', '2026-06-12', { case: 'cac-1', outcome: 'rectified' }),
    );
    expect(written(system.findings)).toEqual([
      ['cn-label-4', '2026-04-27T16:00:00.000Z', '2026-06-11T16:00:00.000Z', [2]],
      ['cn-label-4', '2026-04-30T16:00:00.000Z', 'open', [3]],
    ]);
  });

  it('on the company counts for its systems; one on a system does not count for the company', () => {
    const { system, company } = inChina(
      COMPANY,
      SYSTEM,
      onCompany('enforcement.opened', '2026-04-28', opened(['cn-label-4'])),
      onSystem('enforcement.opened', '2026-04-29', opened(['cn-label-5'], { case: 'cac-2' })),
    );
    expect(system.findings.map(({ obligation }) => obligation)).toEqual([
      'cn-label-5',
      'cn-label-4',
    ]);
    expect(company.findings.map(({ obligation }) => obligation)).toEqual(['cn-label-4']);
  });

  it('is no part of a case that names no obligation', () => {
    const named = { case: 'cac-1', authority: 'CAC', measures: ['interview'] };
    const { system } = inChina(SYSTEM, onSystem('enforcement.opened', '2026-04-28', named));
    expect(system.findings).toEqual([]);
  });
});

describe('a waiver', () => {
  const waived = (more: object = {}): object => ({
    obligation: 'cn-label-4',
    by: 'CAC',
    reason: 'A pilot area.',
    ...more,
  });

  it('runs through its last day where the law of the obligation applies', () => {
    const story = [
      SYSTEM,
      onSystem('obligation.waived', '2026-02-01', waived({ until: '2026-06-30' })),
    ];
    expect(written(inChina(...story).system.waivers)).toEqual([
      ['cn-label-4', '2026-01-31T16:00:00.000Z', '2026-06-30T16:00:00.000Z', [2]],
    ]);
    const { system } = histories(() => 'Europe/Brussels', ...story);
    expect(written(system.waivers)).toEqual([
      ['cn-label-4', '2026-01-31T16:00:00.000Z', '2026-06-30T22:00:00.000Z', [2]],
    ]);
  });

  it('runs until an instant, or for ever', () => {
    const { system } = inChina(
      SYSTEM,
      onSystem('obligation.waived', '2026-02-01', waived({ until: '2026-06-30T12:00:00+08:00' })),
      onSystem('obligation.waived', '2026-03-01', waived()),
    );
    expect(written(system.waivers)).toEqual([
      ['cn-label-4', '2026-01-31T16:00:00.000Z', '2026-06-30T04:00:00.000Z', [2]],
      ['cn-label-4', '2026-02-28T16:00:00.000Z', 'open', [3]],
    ]);
  });

  it('ends with all others of its obligation, and never starts after its end', () => {
    const { system } = inChina(
      SYSTEM,
      onSystem('obligation.waived', '2026-02-01', waived()),
      onSystem('obligation.waived', '2026-03-01', waived({ until: '2026-03-31' })),
      onSystem('obligation.waived', '2026-03-15', waived({ obligation: 'cn-label-5' })),
      onSystem('waiver.ended', '2026-05-01', { obligation: 'cn-label-4' }),
      onSystem('obligation.waived', '2026-07-01', waived({ until: '2026-06-30' })),
    );
    expect(written(system.waivers)).toEqual([
      ['cn-label-4', '2026-01-31T16:00:00.000Z', '2026-04-30T16:00:00.000Z', [2]],
      ['cn-label-4', '2026-02-28T16:00:00.000Z', '2026-03-31T16:00:00.000Z', [3]],
      ['cn-label-5', '2026-03-14T16:00:00.000Z', 'open', [4]],
    ]);
  });

  it('of the company runs for its systems too', () => {
    const { system, company } = inChina(
      COMPANY,
      SYSTEM,
      onCompany('obligation.waived', '2026-02-01', waived()),
    );
    expect(system.waivers).toEqual(company.waivers);
    expect(company.waivers).toHaveLength(1);
  });
});
