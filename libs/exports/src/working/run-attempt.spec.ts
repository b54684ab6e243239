import { expect, it } from '@jest/globals';
import { mkdtemp, readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createPool } from '#libs/database';
import { Ledger } from '#libs/ledger';
import { createTestDatabase } from '../../../../test/setup/database.js';
import { newExportId, newRunId } from '../definitions/identifiers.js';
import { exportsOf } from '../exports-of.js';
import { KeptFiles } from './kept-files.js';
import { RunAttempt } from './run-attempt.js';

const [STOPPED, OTHER] = [1, 2];

it('an attempt that was taken for dead leaves what another has begun meanwhile', async () => {
  const { url } = await createTestDatabase();
  const owner = createPool({ url, applicationName: 'owner' });
  const pool = createPool({ url, role: 'edict_worker', applicationName: 'attempt' });
  const ledger = new Ledger(pool);
  const root = await mkdtemp(join(tmpdir(), 'edict-attempt-'));
  const kept = new KeptFiles(root);
  const [definition, run] = [newExportId(), newRunId()];
  await owner.query(
    `insert into exports.definition
       (id, name, asked, deliveries, missed_runs, grace_minutes, enabled, made_by, changed_by)
     values ($1, 'spec', '{}', '[]', 'all', 60, true, 'key:a', 'key:a')`,
    [definition],
  );
  await owner.query(
    `insert into exports.run (id, definition, nominal_time, asked, revision, asked_by)
     values ($1, $2, now(), '{"dataset": "companies"}', 1, 'key:a')`,
    [run, definition],
  );
  const attempt = new RunAttempt(
    {
      pool,
      kept,
      writer: exportsOf(pool, ledger, { timeZone: 'UTC' }),
      authority: async () => {
        await owner.query('update exports.run set attempt = 2, worker = $2 where id = $1', [
          run,
          OTHER,
        ]);
        await kept.begin(run, 2);
        throw new Error('The connection broke.');
      },
    },
    STOPPED,
    new AbortController().signal,
  );
  await attempt.perform(run);
  expect(await readdir(join(root, '.runs'))).toEqual([`.${run}.2`]);
  const { rows } = await owner.query('select state, attempt, failures, worker from exports.run');
  expect(rows).toEqual([{ state: 'claimed', attempt: 2, failures: 0, worker: OTHER }]);
  await ledger.close();
  await pool.end();
  await owner.end();
});
