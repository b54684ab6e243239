import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import ICAL from 'ical.js';
import { deadlineCalendar } from '#libs/exports';
import type { CalendarLanguage } from '#libs/exports';
import { ACME, DeadlinesFixture, PAINTER } from './deadlines-fixture.js';

const DUE = { dueOn: '2026-01-11', dueAt: '2026-01-11T16:00:00Z' };

let fixture: DeadlinesFixture;
beforeAll(async () => {
  fixture = await DeadlinesFixture.open();
});
afterAll(() => fixture.close());

async function events(validAt: string, language: CalendarLanguage = 'en') {
  const text = deadlineCalendar(await fixture.found(validAt), language, 'acme');
  const calendar = new ICAL.Component(ICAL.parse(text) as unknown[]);
  return calendar.getAllSubcomponents('vevent').map((event) => ({
    uid: String(event.getFirstPropertyValue('uid')),
    day: String(event.getFirstPropertyValue('dtstart')),
    sequence: Number(event.getFirstPropertyValue('sequence')),
    modified: String(event.getFirstPropertyValue('last-modified')),
    summary: String(event.getFirstPropertyValue('summary')),
    description: String(event.getFirstPropertyValue('description')),
    categories: event.getFirstProperty('categories')?.getValues(),
  }));
}

describe('The calendar of deadlines', () => {
  it('says what is due of whom, and why, in either language', async () => {
    await fixture.stand({ ...DUE, provisional: true });
    const [en] = await events('2026-01-05T00:00:00Z');
    expect(en).toMatchObject({
      day: '2026-01-11',
      summary: 'Label it (painter)',
      categories: ['pending'],
    });
    expect(en?.description.split('\n')).toEqual([
      'Kind: obligation',
      'Status: pending',
      'Company: acme',
      `Subject: ${PAINTER}`,
      'Obligation: label',
      'Because of events: 2, 9',
      'Provisional: this day may still move.',
    ]);
    const [zh] = await events('2026-01-05T00:00:00Z', 'zh');
    expect(zh?.summary).toBe('标识 (painter)');
    expect(zh?.description).toContain('暂定：日期可能变动。');
    expect(zh?.uid).toBe(en?.uid);
  });

  it('says beforehand what is past due, a date of the house, or awaited from an authority', async () => {
    await fixture.tell('duty.assigned', ACME, '2026-01-02T00:00:00+08:00', {
      obligation: 'report',
      owner: 'Legal, Trust; Safety',
      houseDueOn: '2026-01-07',
    });
    await fixture.stand(
      { ...DUE, status: 'unevidenced' },
      { ...DUE, obligation: 'answer' },
      { ...DUE, obligation: 'report', status: 'unknown' },
    );
    const found = await events('2026-01-13T00:00:00Z');
    expect(found.map(({ summary }) => summary)).toEqual([
      'House date: A title (painter)',
      'Expected of the authority: A title (painter)',
      'Past due: Label it (painter)',
    ]);
    expect(found[0]?.description).toContain('Owner: Legal, Trust; Safety');
    expect(found[1]?.description).toContain('never counted against the company');
    expect(found.map(({ categories }) => categories)).toEqual([
      ['unknown'],
      ['pending'],
      ['unevidenced'],
    ]);
  });

  it('has the same name for the same thing whatever its day, and one for each', async () => {
    await fixture.stand(DUE, { ...DUE, subject: ACME }, { ...DUE, obligation: 'report' });
    const before = await events('2026-01-05T00:00:00Z');
    await fixture.stand(
      { ...DUE, dueOn: '2026-01-20' },
      { ...DUE, dueOn: '2026-01-20', subject: ACME },
      { ...DUE, dueOn: '2026-01-20', obligation: 'report' },
    );
    const after = await events('2026-01-05T00:00:00Z');
    const names = (found: typeof before) => found.map(({ uid }) => uid).sort();
    expect(names(after)).toEqual(names(before));
    expect(new Set(names(before)).size).toBe(before.length);
    expect(before[0]?.uid).toMatch(/^[0-9a-f]{32}@edict$/);
  });

  it('is the same, byte for byte, for the same times', async () => {
    await fixture.stand(DUE, { ...DUE, obligation: 'answer' });
    const text = async () => deadlineCalendar(await fixture.found('2026-01-05T00:00:00Z'), 'en');
    expect(await text()).toBe(await text());
  });

  it('counts versions by what was recorded, and tells when time alone changed something', async () => {
    const correctedAt = await fixture.tell('system.changed', PAINTER, '2026-01-06T00:00:00+08:00', {
      kind: 'model',
      description: 'A new one.',
    });
    const recorded = async (position: number) =>
      (await fixture.registers.ledger.at(position))?.event.recordedtime.replace(/\.\d+/, '');
    const far = '2999-01-01T00:00:00Z';
    await fixture.stand(
      { ...DUE, knownTo: correctedAt },
      { ...DUE, dueOn: '2026-01-12', knownFrom: correctedAt, to: far },
      { ...DUE, dueOn: '2026-01-12', knownFrom: correctedAt, from: far, status: 'unevidenced' },
    );
    const [before] = (await fixture.found('2026-01-05T00:00:00Z', {}, correctedAt - 1)).slice(-1);
    const [after] = (await events('2026-01-05T00:00:00Z')).slice(-1);
    expect(before?.revision).toBe(9);
    expect(after).toMatchObject({
      sequence: correctedAt,
      modified: await recorded(correctedAt),
      categories: ['pending'],
    });
    const [late] = (await events('2999-01-02T00:00:00Z')).slice(-1);
    expect(late).toMatchObject({
      uid: after?.uid,
      sequence: correctedAt,
      modified: far,
      categories: ['unevidenced'],
    });
  });
});
