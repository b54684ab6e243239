import type { Bench } from '../bench.js';
import { exportRow, exported } from '../exporting/compared.js';
import type { Subject } from '../subject.js';
import { companiesAsked, companyRows } from './company-rows.js';
import { diskOf, diskRow } from './disk-row.js';
import { loaded, loadRows, stopped, type Ledgers } from './ledgers.js';
import { memoryOf, memoryRow } from './memory-row.js';
import type { Plan } from './plan.js';
import { proofRows, proven } from './proof-rows.js';
import { rebuilt, rebuildRows } from './rebuild-rows.js';
import { started, startRow } from './start-row.js';
import { verified, verifiedRow } from './verified-row.js';
import { ruleChanged, ruleRows, visibility, visibleRows } from './visible-rows.js';

/** What is done with a long ledger, step by step: each row is told as soon as it is known. */
export async function largeRows(bench: Bench, plan: Plan): Promise<void> {
  const { report, say } = bench;
  const ledgers = await report.step('load', () => loaded(plan, bench), loadRows);
  if (ledgers === undefined) return;
  try {
    await report.step(
      'P6 rebuild',
      () => rebuilt(ledgers, plan, say),
      (times) => rebuildRows(plan, times),
    );
    await asked(bench, plan, ledgers);
    await ledgers.large.halt();
    await kept(bench, ledgers.large);
  } finally {
    await stopped(ledgers);
  }
}

/** What a running Edict answers, and takes of memory. */
async function asked(bench: Bench, plan: Plan, ledgers: Ledgers): Promise<void> {
  const { report } = bench;
  const { large, few } = ledgers;
  const serving = await report.step(
    'serving',
    () => serve(ledgers),
    () => [],
  );
  if (serving === undefined) return;
  await report.step('P7 company view', () => companiesAsked(ledgers, plan.asked), companyRows);
  await few.halt();
  await report.step(
    'P12 memory',
    () => memoryOf(large),
    (memory) => [memoryRow('P12 memory', memory)],
  );
  await report.step('P11 proofs', () => proven(large, plan.asked), proofRows);
  await report.step('P8 visible', () => visibility(large, plan.recorded), visibleRows);
  await report.step('rule change', () => ruleChanged(large), ruleRows);
  await report.step(
    'P12 after a rule',
    () => memoryOf(large),
    (memory) => [memoryRow('P12 after a rule', memory)],
  );
  await report.step(
    'P13 start',
    () => started(large, plan.starts, bench),
    (times) => [startRow(times)],
  );
}

async function serve({ large, tenth, few }: Ledgers): Promise<true> {
  if (few !== tenth) await few.edict('rebuild');
  await few.start();
  await large.start();
  return true;
}

/** What is done with what is kept, by commands, while nobody serves. */
async function kept({ report, say, isQuick }: Bench, large: Subject): Promise<void> {
  await report.step(
    'ledger verified',
    () => verified(large, '--ledger', '--full'),
    (done) => [verifiedRow('ledger verified', 'every event hashed', done)],
  );
  await report.step(
    'views verified',
    () => verified(large, '--views'),
    (done) => [verifiedRow('views verified', 'folded anew and compared row by row', done)],
  );
  if (!isQuick) {
    await report.step(
      'P9 large ledger',
      () => exported(large, ['data'], say),
      (all) => [exportRow('P9 large ledger', all)],
    );
  }
  await report.step(
    'disk',
    () => diskOf(large.databaseUrl),
    (sizes) => [diskRow(sizes)],
  );
}
