import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdir, mkdtemp, readdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createPool } from '#libs/database';
import type pg from 'pg';
import { createTestDatabase } from '../../../../test/setup/database.js';
import { newExportId, newRunId } from '../definitions/identifiers.js';
import { KeptFiles } from './kept-files.js';
import { removeLeftOvers, removeOldFiles } from './retention.js';

let owner: pg.Pool;
let pool: pg.Pool;
let root: string;
let kept: KeptFiles;

beforeAll(async () => {
  const { url } = await createTestDatabase();
  owner = createPool({ url, applicationName: 'owner' });
  pool = createPool({ url, role: 'edict_worker', applicationName: 'retention' });
});

afterAll(async () => {
  await pool.end();
  await owner.end();
});

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'edict-retention-'));
  kept = new KeptFiles(root);
});

/** An export that keeps files for some days, and was deleted some days ago. */
async function definition(keepDays: number | null, deletedDaysAgo?: number): Promise<string> {
  const { rows } = await owner.query<{ id: string }>(
    `insert into exports.definition
       (id, name, asked, deliveries, missed_runs, grace_minutes, keep_days, enabled, made_by,
        changed_by, deleted_at)
     values ($1, 'spec', '{}', '[]', 'all', 60, $2, true, 'key:a', 'key:a',
       now() - make_interval(days => $3))
     returning id`,
    [newExportId(), keepDays, deletedDaysAgo],
  );
  return String(rows[0]?.id);
}

interface Made {
  readonly state?: string;
  readonly isWritten?: boolean;
  readonly isRemoved?: boolean;
}

/** A run of now, with something in the folder where its files are kept, or in another. */
async function run(
  of: string,
  { state = 'done', isWritten = true, isRemoved = false }: Made = {},
  folder = (id: string) => id,
): Promise<string> {
  const id = newRunId();
  await owner.query(
    `insert into exports.run
       (id, definition, nominal_time, asked, revision, asked_by, state, files, manifest_sha256,
        removed_at)
     values ($1, $2, clock_timestamp(), '{}', 1, 'key:a', $3,
       case when $4 then '[]'::jsonb end, case when $4 then 'ab' end, case when $5 then now() end)`,
    [id, of, state, isWritten, isRemoved],
  );
  const path = join(root, '.runs', folder(id));
  await mkdir(path, { recursive: true });
  await writeFile(join(path, 'companies.csv'), 'id\r\n');
  return id;
}

const left = async () => (await readdir(join(root, '.runs'))).sort();

describe('The files of an export that was deleted', () => {
  it('are removed when its retention is over since then, those of the last run too', async () => {
    await run(await definition(7, 8));
    await run(await definition(null, 91));
    const kept7 = await run(await definition(7, 6));
    const kept90 = await run(await definition(null, 89));
    const last = await run(await definition(7));
    await removeOldFiles(pool, kept);
    expect(await left()).toEqual([kept7, kept90, last].sort());
  });
});

describe('Files that nobody can fetch', () => {
  it('are removed, and no others', async () => {
    const one = await definition(7);
    await run(one, { isRemoved: true });
    await run(one, { state: 'failed', isWritten: false });
    await run(one, { state: 'failed', isWritten: false }, (id) => `.${id}.2`);
    const done = await run(one);
    const undelivered = await run(one, { state: 'failed' });
    const begun = await run(one, { state: 'claimed', isWritten: false });
    const attempt = await run(one, { state: 'claimed', isWritten: false }, (id) => `.${id}.1`);
    await mkdir(join(root, '.runs', 'of-somebody-else'));
    await removeLeftOvers(pool, kept);
    const expected = [done, undelivered, begun, `.${attempt}.1`, 'of-somebody-else'];
    expect(await left()).toEqual(expected.sort());
  });

  it('are none where there was no run yet', async () => {
    await expect(removeLeftOvers(pool, kept)).resolves.toBeUndefined();
  });
});
