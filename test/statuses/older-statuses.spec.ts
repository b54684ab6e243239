import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type pg from 'pg';
import { DataSource } from 'typeorm';
import { createPool, migrate, MIGRATIONS } from '#libs/database';
import { createEmptyDatabase } from '../setup/database.js';

/** The last one that kept the statuses of one subject apart by numbers in no order. */
const OLDER = 'Auditor1764000000090';
const SUBJECTS = 40;
const OBLIGATIONS = 12;

const INSERT = `insert into compliance.compliance_status (company, subject, obligation, status,
    rule_version, provisional, because, missing, valid_from, valid_to, known_from, known_to)`;

/** Each duty had one status, and has two one after another since. */
const HISTORIES = `${INSERT}
  select 'x', 'systems/' || subject, 'o-' || obligation, status, 1, false, '{1}', '{}',
    valid_from::timestamptz, valid_to::timestamptz, known_from, known_to
  from generate_series(1, ${SUBJECTS}) as subject,
    generate_series(1, ${OBLIGATIONS}) as obligation,
    (values
      ('pending', '2026-01-01', 'infinity', 1, 5),
      ('pending', '2026-01-01', '2026-03-01', 5, 9007199254740991),
      ('unevidenced', '2026-03-01', 'infinity', 5, 9007199254740991)
    ) as said (status, valid_from, valid_to, known_from, known_to)`;

const CONTRADICTION = `${INSERT}
  values ('x', 'systems/7', 'o-7', 'met', 1, false, '{1}', '{}', '2026-02-01', 'infinity', 4, 6)`;

const CONTENTS = `select to_jsonb(s)::text as line from compliance.compliance_status as s order by id`;

describe('statuses that an older version of Edict has kept', () => {
  let pool: pg.Pool;
  let before: readonly unknown[];

  beforeAll(async () => {
    const { url } = await createEmptyDatabase();
    await migrateUpTo(url, OLDER);
    pool = createPool({ url, applicationName: 'older statuses', max: 1 });
    await pool.query(HISTORIES);
    before = (await pool.query(CONTENTS)).rows;
    await migrate(url);
  });

  afterAll(() => pool.end());

  it('are all there', async () => {
    expect(before).toHaveLength(SUBJECTS * OBLIGATIONS * 3);
    expect((await pool.query(CONTENTS)).rows).toEqual(before);
  });

  it('still stand against what contradicts them', async () => {
    await expect(pool.query(CONTRADICTION)).rejects.toThrow(/compliance_status_one_at_a_time/);
  });

  it('have numbers of their own, those of one subject beside each other', async () => {
    const number = await expressionOf('compliance.compliance_status_one_at_a_time');
    expect(await expressionOf('compliance.compliance_status_still_known')).toBe(number);
    const { rows } = await pool.query<{ subject: string }>(
      `select subject from compliance.compliance_status group by subject, ${number} order by ${number}`,
    );
    expect(rows).toHaveLength(SUBJECTS * OBLIGATIONS);
    const first = rows.filter(({ subject }, place) => subject !== rows[place - 1]?.subject);
    expect(first).toHaveLength(SUBJECTS);
  });

  const expressionOf = async (index: string): Promise<string> => {
    const { rows } = await pool.query<{ told: string }>(
      'select pg_get_indexdef($1::regclass, 1, true) as told',
      [index],
    );
    return rows[0]?.told ?? '';
  };
});

async function migrateUpTo(url: string, last: string): Promise<void> {
  const end = MIGRATIONS.findIndex(({ name }) => name === last) + 1;
  const migrations = MIGRATIONS.slice(0, end);
  const source = new DataSource({ type: 'postgres', url, migrations });
  await source.initialize();
  await source.runMigrations({ transaction: 'each' });
  await source.destroy();
}
