import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type pg from 'pg';
import { createPool } from '#libs/database';
import { createTestDatabase } from '../../../../test/setup/database.js';
import { inScope, StatementOutOfScope } from '../index.js';
import { BOUNDED_TABLES, WHOLE_TABLES } from './rows-in-scope.js';

let owner: pg.Pool;

beforeAll(async () => {
  const { url } = await createTestDatabase();
  owner = createPool({ url, applicationName: 'scope spec', max: 1 });
  await owner.query(
    `insert into compliance.duty_bearer (subject, company, projected_to)
     select 'companies/' || one, one, 1 from unnest(array['a', 'b', 'c']) as one`,
  );
});
afterAll(() => owner.end());

const seen = async (text: string, companies: readonly string[]) =>
  (await owner.query<{ company: string }>(inScope(text, companies))).rows.map((row) => row.company);

describe('A statement of a bounded request', () => {
  it.each([
    'select company from compliance.duty_bearer',
    'select d.company from compliance.duty_bearer as d',
    'select d.company from compliance.duty_bearer d where true',
    'select duty_bearer.company from compliance.duty_bearer order by 1',
    'select company from\n  compliance.duty_bearer\nlimit 9',
    `select company from compliance.duty_bearer where 'x' is distinct from duty_bearer.subject`,
    `with compliance_status as (select company from compliance.duty_bearer)
     select company from compliance_status where compliance_status.company is not null`,
    'select d.company from (values (1)) as one join compliance.duty_bearer as d on true',
    'select company from (select company from compliance.duty_bearer) as inner_one',
    'with all_of_them as (select * from compliance.duty_bearer) select company from all_of_them',
    'select company from compliance.duty_bearer union select company from compliance.duty_bearer',
  ])('sees rows of its companies only: %s', async (text) => {
    expect((await owner.query(text)).rowCount).toBe(3);
    expect(await seen(text, ['b'])).toEqual(['b']);
    expect((await seen(text, ['a', 'c'])).sort()).toEqual(['a', 'c']);
    expect(await seen(text, [])).toEqual([]);
    expect(await seen(text, [`b') or true --`, `'`, '\\'])).toEqual([]);
  });

  it.each([
    'select * from access.api_key',
    'select * from compliance.duty_bearer, compliance.duty_bearer as other',
    'select * from "compliance"."duty_bearer"',
    'select * from only compliance.duty_bearer',
    'table compliance.duty_bearer',
    'SELECT * FROM compliance.duty_bearer',
    'select * from Compliance.Duty_bearer',
    'update compliance.duty_bearer set company = null',
    'delete from compliance_next.duty_bearer',
    'select * from pg_catalog.pg_authid',
    'select * from (values (1)) as one, compliance_next.duty_bearer',
    'select access.reach()',
    'select * from access.streams_in_reach()',
    'select compliance.duty_bearer.company from compliance.duty_bearer',
  ])('is not asked where nobody can tell: %s', (text) => {
    expect(() => inScope(text, ['a'])).toThrow(StatementOutOfScope);
  });

  it('changes nothing of what is projected', () => {
    for (const text of ['delete from', 'update', 'insert into'])
      expect(() => inScope(`${text} compliance.duty_bearer`, ['a'])).toThrow(StatementOutOfScope);
  });
});

/** Whoever only reads. */
const statements = ['compliance', 'ledger', 'personal', 'exports', 'webhooks']
  .flatMap((lib) =>
    readdirSync(join('libs', lib, 'src'), { recursive: true, encoding: 'utf8' }).map((file) =>
      join('libs', lib, 'src', file),
    ),
  )
  // Of webhooks, what the worker does is none of a request.
  .filter((file) => !/webhooks\/src\/(?:announcing|telling|watching|working)\//.test(file))
  .filter((file) => file.endsWith('.sql'))
  .map((file) => [file, readFileSync(file, 'utf8')] as const)
  .filter(
    ([file, text]) => !file.includes('/testing/') && /^(?:--.*\n)*\s*(?:select|with)/.test(text),
  )
  .filter(([, text]) => !/\b(?:update|insert into|delete from)\b/.test(text));

describe('Every statement that only reads', () => {
  it.each(statements)('%s can be asked with bounds, or is refused', async (_, text) => {
    let narrowed: string;
    try {
      narrowed = inScope(text, ['a']);
    } catch (error) {
      expect(error).toBeInstanceOf(StatementOutOfScope);
      return;
    }
    // Where views are folded, statements name no schema.
    const prepared = `set search_path = compliance; prepare one as ${narrowed}`;
    await owner.query(prepared).catch((error: unknown) => {
      // What stands there for conditions that are put in is no matter of tables.
      if (!/condition/i.test(text)) throw error;
    });
    await owner.query('deallocate all');
  });

  it('is told apart from those that no bounded request asks', () => {
    const refused = statements.filter(([, text]) => {
      try {
        inScope(text, ['a']);
        return false;
      } catch {
        return true;
      }
    });
    const free = refused.filter(
      ([, text]) =>
        !/ledger\.(?:checkpoint|tree_node|signing_key)|exports\.|personal\.(?:erasure|erased|destroy_erased)|jobs\.|information_schema\./.test(
          text,
        ),
    );
    expect(free.map(([file]) => file)).toEqual([]);
  });
});

describe('Every table with row-level security', () => {
  it('is bounded here too, and every other that such a request may read is known', async () => {
    const { rows } = await owner.query<{ name: string; bounded: boolean }>(
      `select c.relnamespace::regnamespace::text || '.' || c.relname as name, c.relrowsecurity as bounded
       from pg_class as c
       where c.relkind = 'r' and has_any_column_privilege('edict_scoped', c.oid, 'select')
         and c.relnamespace in (select oid from pg_namespace where nspname !~ '^(pg_|information)')`,
    );
    const named = (bounded: boolean) =>
      rows
        .filter((row) => row.bounded === bounded)
        .map(({ name }) => name)
        .sort();
    expect(named(true)).toEqual([...BOUNDED_TABLES.keys()].sort());
    expect(named(false)).toEqual([...WHOLE_TABLES].sort());
  });
});
