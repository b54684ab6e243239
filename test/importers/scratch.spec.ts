import { readFileSync } from 'node:fs';
import { expect, it } from '@jest/globals';
import { openImportDesk } from './importing.js';

it('scratch', async () => {
  const desk = await openImportDesk();
  for (let i = 0; i < 2; i += 1)
    for (const s of ['to-2026-03']) {
      const t = Date.now();
      const report = await desk.import(`${s}.csv`, readFileSync(`data/filings/${s}.csv`));
      console.log(Date.now() - t, JSON.stringify({ ...report, reported: report.reported.slice(0, 10), n: report.reported.length }));
    }
  const events = await desk.events();
  const counts: Record<string, number> = {};
  for (const e of events) counts[e.type] = (counts[e.type] ?? 0) + 1;
  console.log(events.length, counts);
  await desk.close();
  expect(1).toBe(1);
});
