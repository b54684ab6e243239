import { describe, expect, it } from '@jest/globals';
import { Report } from './report.js';
import { told } from './row.js';

describe('a report', () => {
  it('says each row as soon as it is known, with the time that it took', async () => {
    const said: string[] = [];
    const report = new Report((line) => {
      said.push(line);
    });
    await report.step(
      'one',
      () => Promise.resolve(7),
      (events) => [told('one', `${events} events`)],
    );
    expect(said).toEqual(['one ...', expect.stringMatching(/^one +7 events +\[0\.\d s\]$/)]);
    expect(report.rows).toEqual([{ ...told('one', '7 events'), seconds: expect.closeTo(0, 0) }]);
  });

  it('goes on after a step that fails, and keeps what was known before', async () => {
    const report = new Report(() => undefined);
    const measured = (name: string) =>
      report.step(
        name,
        () => Promise.resolve(name),
        () => [told(name, '')],
      );
    await measured('before');
    const fail = (): Promise<number> => Promise.reject(new Error('No disk.'));
    expect(await report.step('broken', fail, () => [])).toBeUndefined();
    await measured('after');
    expect(report.failures).toBe(1);
    expect(report.rows.map(({ name, measured: text, verdict }) => [name, text, verdict])).toEqual([
      ['before', '', undefined],
      ['broken', 'failed: No disk.', 'failed'],
      ['after', '', undefined],
    ]);
  });
});
