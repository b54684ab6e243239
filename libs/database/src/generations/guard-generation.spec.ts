import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type pg from 'pg';
import { createTestDatabase } from '../../../../test/setup/database.js';
import { beginGeneration, createPool, guardGeneration } from '../index.js';
import type { GuardProgress } from '../index.js';

const LIVE = 'compliance';
const NEXT = 'compliance_next';

const GUARDS = `select pg_get_indexdef(i.indexrelid) as line
  from pg_index i join pg_class c on c.oid = i.indrelid where c.relnamespace = $1::regnamespace
  union all
  select k.conname || ' ' || pg_get_constraintdef(k.oid)
  from pg_constraint k where k.connamespace = $1::regnamespace
  order by 1`;

const DUTY = `insert into ${NEXT}.compliance_status (company, subject, obligation, status,
    rule_version, provisional, because, missing, valid_from, valid_to, known_from, known_to)
  values ('x', 'systems/x', 'o', 'met', 1, false, '{1}', '{}', '2026-01-01', 'infinity', $1, $2)`;

let pool: pg.Pool;

beforeAll(async () => {
  const { url } = await createTestDatabase();
  pool = createPool({ url, applicationName: 'guards', max: 3 });
});

beforeEach(async () => {
  const client = await pool.connect();
  await beginGeneration(client, LIVE, NEXT);
  client.release();
});

afterAll(() => pool.end());

describe('A generation of views', () => {
  it('gets the keys and indexes of the one before it, and says which', async () => {
    const told: GuardProgress[] = [];
    await guardGeneration(pool, LIVE, NEXT, (progress) => told.push(progress));
    expect(await guardsOf(NEXT)).toEqual(await guardsOf(LIVE));
    expect(told).toHaveLength(told[0]?.total ?? 0);
    const names = new Set(told.map(({ making }) => making));
    expect(names).toContain('compliance_status_one_at_a_time');
    expect(names).toContain('register_row_by_parent');
    expect(names).toContain('duty_bearer');
    expect(told.map(({ done }) => done)).toEqual(told.map(({ done }) => done).sort(ascending));
  });

  it('is refused where its rows contradict each other, and nothing is at work any more', async () => {
    await pool.query(DUTY, [1, 5]);
    await pool.query(DUTY, [4, 9]);
    await expect(guardGeneration(pool, LIVE, NEXT)).rejects.toThrow(
      /compliance_status_one_at_a_time/,
    );
    const { rows } = await pool.query(
      `select query from pg_stat_activity
       where application_name = 'guards' and state = 'active' and pid <> pg_backend_pid()`,
    );
    expect(rows).toEqual([]);
    expect(await guardsOf(LIVE)).not.toEqual(await guardsOf(NEXT));
  });
});

async function guardsOf(schema: string): Promise<readonly string[]> {
  const { rows } = await pool.query<{ line: string }>(GUARDS, [schema]);
  return rows.map(({ line }) => line.replaceAll(` ${schema}.`, ' '));
}

function ascending(one: number, other: number): number {
  return one - other;
}
