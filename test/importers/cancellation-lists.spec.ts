import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { knownSet } from '#libs/governance';
import type { ImportDesk } from './importing.js';
import { openImportDesk } from './importing.js';
import { filingCsv, listName, numberOf } from './filing-table.js';

const NUMBER = numberOf('1101080000001');
const ALGORITHM = 'algorithms/110108000000101240011';
const NOTICE = 'https://beian.cac.gov.cn/notice';

describe('lists of cancellations', () => {
  let desk: ImportDesk;

  beforeEach(async () => {
    desk = await openImportDesk();
  });
  afterEach(() => desk.close());

  const cancellations = (...rows: readonly string[]) =>
    ['备案编号,公告日期,公告网址', ...rows].join('\n');
  const ends = async () =>
    knownSet(await desk.events(ALGORITHM))
      .filter(({ type }) => type === 'algorithm.cancelled')
      .map(({ time }) => time);

  it('end the filing on the day of the notice; again adds nothing', async () => {
    await desk.import(listName(), filingCsv({}));
    const csv = cancellations(`${NUMBER},2025-07-14,${NOTICE}`);
    const report = await desk.import('cancellations.csv', csv);
    expect(report).toMatchObject({ kind: 'cancellation-list', taken: 1, recorded: 1 });
    expect(await ends()).toEqual(['2025-07-14T00:00:00+08:00']);
    expect(await desk.import('cancellations.csv', csv)).toMatchObject({
      recorded: 0,
      duplicates: 1,
    });
  });

  it('report numbers that are not on record, malformed ones and bad dates', async () => {
    const report = await desk.import(
      'cancellations.csv',
      cancellations(`${NUMBER},2025-07-14,${NOTICE}`, `123,2025-07-14,`, `${NUMBER},2025-02-30,`),
    );
    expect(report.reported.map(({ row, code }) => [row, code])).toEqual([
      [1, 'unknown-number'],
      [2, 'malformed-number'],
      [3, 'malformed-date'],
    ]);
    expect(report.rows).toBe(3);
  });

  it('date a cancellation that a remark only hinted at, whichever comes first', async () => {
    const list = filingCsv({ remark: '已注销' });
    const notice = cancellations(`${NUMBER},2025-07-14,${NOTICE}`);
    await desk.import(listName(), list);
    expect(await ends()).toEqual(['2026-03-11T00:00:00+08:00']);
    await desk.import('cancellations.csv', notice);
    expect(await ends()).toEqual(['2025-07-14T00:00:00+08:00']);
    expect(await desk.import(listName(), list)).toMatchObject({ recorded: 0 });
    expect(await desk.import('cancellations.csv', notice)).toMatchObject({ recorded: 0 });
  });
});
