import { describe, expect, it } from '@jest/globals';

import { COMPANY, stateAfter, SYSTEM } from '../testing/story.js';
import type { Told } from '../testing/story.js';
import type { Dossier } from './dossier.js';

function told(type: string, day: string, data: object = {}): Told {
  return { type, subject: SYSTEM.subject, time: `${day}T00:00:00+08:00`, data };
}

function dossier(...story: readonly Told[]): Dossier {
  return stateAfter('systems', 'seedance-2.0', story).dossier;
}

describe('measures on record', () => {
  const adopt = (day: string, data: object = {}): Told =>
    told('measure.adopted', day, { measure: 'label.explicit', ...data });
  const check = (day: string, outcome: string, data: object = {}): Told =>
    told('measure.checked', day, { measure: 'label.explicit', outcome, ...data });
  const withdraw = (day: string, data: object = {}): Told =>
    told('measure.withdrawn', day, { measure: 'label.explicit', ...data });
  const rows = (...story: readonly Told[]) =>
    dossier(...story).measures.map(
      ({ medium, for: covered, adopted, withdrawn, lastCheck }) =>
        `${medium ?? 'all'}/${covered ?? 'all'} ${adopted?.time.slice(5, 10) ?? 'never'}` +
        `..${withdrawn?.time.slice(5, 10) ?? ''} ${lastCheck?.outcome ?? 'unchecked'}`,
    );

  it('have one row per medium', () => {
    expect(rows(adopt('2026-02-01', { media: ['video', 'audio'] }))).toEqual([
      'video/all 02-01.. unchecked',
      'audio/all 02-01.. unchecked',
    ]);
  });

  it('keep their start where they are adopted again', () => {
    expect(rows(adopt('2026-02-01'), adopt('2026-02-05', { method: 'better' }))).toEqual([
      'all/all 02-01.. unchecked',
    ]);
  });

  it('start anew where they were withdrawn between', () => {
    expect(rows(adopt('2026-02-01'), withdraw('2026-02-03'), adopt('2026-02-05'))).toEqual([
      'all/all 02-05.. unchecked',
    ]);
  });

  it('are withdrawn for the media that are named', () => {
    const story = [adopt('2026-02-01', { media: ['video', 'audio'] })];
    expect(rows(...story, withdraw('2026-02-03', { media: ['audio'] }))).toEqual([
      'video/all 02-01.. unchecked',
      'audio/all 02-01..02-03 unchecked',
    ]);
    expect(rows(...story, withdraw('2026-02-03'))).toEqual([
      'video/all 02-01..02-03 unchecked',
      'audio/all 02-01..02-03 unchecked',
    ]);
  });

  it('for all media are withdrawn for one by a row of its own', () => {
    expect(rows(adopt('2026-02-01'), withdraw('2026-02-03', { media: ['audio'] }))).toEqual([
      'all/all 02-01.. unchecked',
      'audio/all 02-01..02-03 unchecked',
    ]);
  });

  it('are withdrawn for what is named only', () => {
    const story = [adopt('2026-02-01', { for: 'one' }), adopt('2026-02-01', { for: 'two' })];
    expect(rows(...story, withdraw('2026-02-03', { for: 'one' }))).toEqual([
      'all/one 02-01..02-03 unchecked',
      'all/two 02-01.. unchecked',
    ]);
  });

  it('show their last check', () => {
    const story = [adopt('2026-02-01', { media: ['video', 'audio'] })];
    expect(rows(...story, check('2026-02-02', 'fail'))).toEqual([
      'video/all 02-01.. fail',
      'audio/all 02-01.. fail',
    ]);
    expect(rows(...story, check('2026-02-02', 'pass', { media: ['audio'] }))).toEqual([
      'video/all 02-01.. unchecked',
      'audio/all 02-01.. pass',
    ]);
  });

  it('remember when they last passed and last failed a check, also once adopted anew', () => {
    const { lastCheck, lastPassed, lastFailed } =
      dossier(
        adopt('2026-02-01'),
        check('2026-02-02', 'fail'),
        check('2026-02-03', 'fail'),
        check('2026-02-04', 'pass'),
        withdraw('2026-02-05'),
        adopt('2026-02-06'),
      ).measures[0] ?? {};
    expect(lastCheck).toMatchObject({ outcome: 'pass', because: [{ position: 4 }] });
    expect(lastPassed).toMatchObject({ because: [{ position: 4 }] });
    expect(lastFailed).toMatchObject({ because: [{ position: 3 }] });
  });

  it('show a check of what was never adopted', () => {
    expect(rows(check('2026-02-02', 'fail'))).toEqual(['all/all never.. fail']);
    expect(rows(check('2026-02-02', 'fail', { media: ['video'] }))).toEqual([
      'video/all never.. fail',
    ]);
  });

  it('show a check of one medium of a measure for all in a row of its own', () => {
    expect(rows(adopt('2026-02-01'), check('2026-02-02', 'fail', { media: ['video'] }))).toEqual([
      'all/all 02-01.. unchecked',
      'video/all 02-01.. fail',
    ]);
  });

  it('are the same for companies', () => {
    const adopted = { ...adopt('2026-02-01'), subject: COMPANY.subject };
    expect(stateAfter('companies', 'bytedance', [adopted]).dossier.measures).toHaveLength(1);
  });
});

describe('service filings', () => {
  const granted = told('service-filing.granted', '2026-01-01', { number: 'n', kind: 'filing' });
  const cancelled = told('service-filing.cancelled', '2026-02-01', { number: 'n' });

  it('are held until they are cancelled, and may be granted again', () => {
    const again = { ...granted, time: '2026-03-01T00:00:00+08:00' };
    expect(dossier(granted, granted).serviceFilings).toHaveLength(1);
    expect(dossier(granted, cancelled, again).serviceFilings).toMatchObject([
      { number: 'n', cancelled: { because: [{ position: 2 }] } },
      { number: 'n', granted: { because: [{ position: 3 }] } },
    ]);
  });
});

describe('incidents', () => {
  const occurred = told('incident.occurred', '2026-02-09', { incident: 'i', description: 'd' });
  const reported = told('incident.reported', '2026-02-10', { incident: 'i', to: 'CAC' });
  const closed = told('incident.closed', '2026-03-09', { incident: 'i' });

  it('have what happened, to whom it was reported and when it was closed', () => {
    expect(dossier(occurred, reported, reported, closed).incidents).toMatchObject([
      {
        incident: 'i',
        description: 'd',
        occurred: { because: [{ position: 1 }] },
        reports: [{ to: 'CAC' }, { to: 'CAC' }],
        closed: { because: [{ position: 4 }] },
      },
    ]);
  });

  it('are on record by a report alone', () => {
    const early = { ...reported, time: '2026-02-01T00:00:00+08:00' };
    expect(dossier(early).incidents).toMatchObject([{ incident: 'i', reports: [{ to: 'CAC' }] }]);
    expect(dossier(early, occurred).incidents).toMatchObject([
      { incident: 'i', description: 'd', reports: [{ to: 'CAC' }] },
    ]);
  });

  it('are not closed before they are known', () => {
    expect(dossier(closed).incidents).toEqual([]);
  });
});

describe('claims', () => {
  const published = told('claim.published', '2026-02-11', { claim: 'c', metric: 'm', value: '1' });
  const assessed = told('claim.assessed', '2026-03-11', { claim: 'c', outcome: 'confirmed' });

  it('have how they were assessed, even by news that came first', () => {
    const early = { ...assessed, time: '2026-01-01T00:00:00+08:00' };
    for (const story of [
      [published, assessed],
      [published, early],
    ]) {
      expect(dossier(...story).claims).toMatchObject([
        { claim: 'c', metric: 'm', value: '1', assessments: [{ outcome: 'confirmed' }] },
      ]);
    }
  });
});

describe('cases', () => {
  const opened = told('enforcement.opened', '2026-04-28', {
    case: 'k',
    authority: 'CAC',
    measures: ['interview', 'warning'],
    obligations: ['cn-label-4'],
  });
  const amended = told('enforcement.amended', '2026-05-10', {
    case: 'k',
    measures: ['fine'],
    amount: '50000 CNY',
  });
  const closed = told('enforcement.closed', '2026-06-01', { case: 'k', outcome: 'rectified' });

  it('have what was amended and how they ended', () => {
    expect(dossier(opened, amended, closed).cases).toMatchObject([
      {
        case: 'k',
        authority: 'CAC',
        measures: ['fine'],
        obligations: ['cn-label-4'],
        amount: '50000 CNY',
        amended: [{ because: [{ position: 2 }] }],
        closed: { outcome: 'rectified' },
      },
    ]);
  });

  it('are neither amended nor closed where they are not open', () => {
    expect(dossier(amended, closed).cases).toEqual([]);
    const late = { ...amended, time: '2026-07-01T00:00:00+08:00' };
    expect(dossier(opened, closed, late).cases).toMatchObject([
      { measures: ['interview', 'warning'] },
    ]);
  });

  it('are opened once while open, and may be opened again', () => {
    expect(dossier(opened, opened).cases).toHaveLength(1);
    const again = { ...opened, time: '2026-07-01T00:00:00+08:00' };
    expect(dossier(opened, closed, again).cases).toHaveLength(2);
  });
});

describe('restrictions, waivers and duties', () => {
  it('a restriction stands until it is lifted', () => {
    const imposed = told('restriction.imposed', '2025-01-16', { list: 'l', authority: 'BIS' });
    const lifted = told('restriction.lifted', '2027-01-16', { list: 'l' });
    expect(dossier(imposed, imposed).restrictions).toHaveLength(1);
    expect(dossier(imposed, lifted).restrictions).toMatchObject([
      { list: 'l', authority: 'BIS', lifted: { because: [{ position: 2 }] } },
    ]);
  });

  it('each waiver runs on its own, and an end ends all', () => {
    const waived = (day: string, until: string): Told =>
      told('obligation.waived', day, { obligation: 'o', until, by: 'CAC', reason: 'r' });
    const story = [waived('2026-01-01', '2026-03-01'), waived('2026-02-01', '2026-06-01')];
    expect(dossier(...story).waivers.map(({ until }) => until)).toEqual([
      '2026-03-01',
      '2026-06-01',
    ]);
    const ended = told('waiver.ended', '2026-02-15', { obligation: 'o' });
    expect(dossier(...story, ended).waivers.every((one) => one.ended !== undefined)).toBe(true);
  });

  it('a duty has the owner that was assigned last', () => {
    const assigned = (day: string, owner: string): Told =>
      told('duty.assigned', day, { obligation: 'o', owner });
    const { duties } = dossier(assigned('2026-01-01', 'a'), assigned('2026-02-01', 'b'));
    expect(duties).toMatchObject([{ obligation: 'o', owner: 'b' }]);
  });
});
