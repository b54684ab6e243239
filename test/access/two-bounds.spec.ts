import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type pg from 'pg';
import { inScope } from '#libs/access';
import { createPool } from '#libs/database';
import { OBLIGATION } from '../api/setup/filing-duty.js';
import { roleMatrix } from '../api/setup/role-matrix.js';
import { RunningServer } from '../api/setup/running-server.js';
import { questionsOf } from './questions.js';
import type { Question, RoutesDocument } from './questions.js';
import { OF_BOTH } from './two-companies.js';

const TABLES_WITH_SECURITY = `
  select format('%I.%I', n.nspname, c.relname) as name
  from pg_class as c
  join pg_namespace as n on n.oid = c.relnamespace
  where c.relkind = 'r' and n.nspname in ('ledger', 'compliance', 'personal', 'access')
    and exists (select from pg_policy as p where p.polrelid = c.oid)`;
const ALL_TAKE_MS = 150_000;

let server: RunningServer;
let owner: pg.Pool;
let key: string;
let questions: readonly Question[];
let isNarrowed = true;

beforeAll(async () => {
  const narrow: typeof inScope = (text, companies) =>
    isNarrowed ? inScope(text, companies) : text;
  server = await RunningServer.start({}, { narrow });
  owner = createPool({ url: server.databaseUrl, applicationName: 'bounds spec' });
  for (const one of OF_BOTH) await server.record(one);
  await server.fresh('/v1/companies');
  const { json } = await server.ask('/v1/keys', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      name: 'spec',
      roles: ['reader', 'auditor', 'exporter'],
      companies: ['bytedance'],
    }),
  });
  key = String(json['key']);
  const document = (await server.ask('/openapi.json')).json as unknown as RoutesDocument;
  const positions = Array.from({ length: await server.head() }, (_, index) => index + 1);
  questions = [...roleMatrix().values()]
    .filter(({ route, bounds }) => route.startsWith('GET ') && bounds.includes('companies'))
    .flatMap((rule) => questionsOf(rule, document, positions));
});
afterAll(async () => {
  await owner.end();
  await server.close();
});

async function secured(how: 'enable' | 'disable'): Promise<void> {
  const { rows } = await owner.query<{ name: string }>(TABLES_WITH_SECURITY);
  expect(rows.length).toBeGreaterThan(7);
  for (const { name } of rows) await owner.query(`alter table ${name} ${how} row level security`);
}

const TODAY = new Date().toISOString().slice(0, 10);
/** What is another one whenever it is asked. */
const MOMENTS = new RegExp(
  `${TODAY}T[0-9:.]+Z|"next":"[^"]+"|urn:uuid:[0-9a-f-]+|"(?:position|daysLeft|daysLate)":-?\\d+`,
  'g',
);
const DTSTAMP = /DTSTAMP:\S+/g;

async function told({ path, accept }: Question): Promise<string> {
  const { status, text, headers } = await server.ask(path, { key, headers: { accept } });
  expect([path, status]).not.toEqual([path, 500]);
  const cached = headers.get('cache-control');
  expect([path, cached]).toEqual([path, status === 200 ? 'private, no-cache' : 'no-store']);
  return `${status} ${text.replace(MOMENTS, '-').replace(DTSTAMP, '-')}`;
}

async function supposed(): Promise<string> {
  const data = { ...OBLIGATION.data, obligation: 'supposed' };
  const { status, text } = await server.ask('/v1/what-if', {
    method: 'POST',
    key,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ events: [{ ...OBLIGATION, id: 'supposed', data }] }),
  });
  return `${status} ${text.replace(MOMENTS, '-')}`;
}

async function everythingTold(): Promise<ReadonlyMap<string, string>> {
  const answers = new Map<string, string>([['POST /v1/what-if', await supposed()]]);
  for (const one of questions) answers.set(`${one.path} ${one.accept}`, await told(one));
  return answers;
}

/** The question, as answers repeat it: a search its words, a calendar its name. */
const REPEATED = /"q":"hidden"|^(?:X-WR-CAL)?NAME:.*$/gm;

/** Where something of the other company is told that was not asked for by its name. */
function leaksIn(answers: ReadonlyMap<string, string>): readonly string[] {
  return [...answers]
    .filter(([, text]) => text.startsWith('2') && /hidden/i.test(text.replace(REPEATED, '')))
    .map(([asked]) => asked);
}

describe('What a key of one company is told', () => {
  let both: ReadonlyMap<string, string>;

  beforeAll(async () => {
    both = await everythingTold();
  }, ALL_TAKE_MS);

  it('is asked for in every way that the document has', () => {
    expect(questions.length).toBeGreaterThan(150);
    expect([...both.values()].filter((text) => text.startsWith('200')).length).toBeGreaterThan(100);
    expect(leaksIn(both)).toEqual([]);
  });

  it(
    'is the same where row-level security is off',
    async () => {
      await secured('disable');
      try {
        expect(await everythingTold()).toEqual(both);
      } finally {
        await secured('enable');
      }
    },
    ALL_TAKE_MS,
  );

  it(
    'is the same where statements are not narrowed',
    async () => {
      isNarrowed = false;
      try {
        expect(await everythingTold()).toEqual(both);
      } finally {
        isNarrowed = true;
      }
    },
    ALL_TAKE_MS,
  );

  it(
    'would be of another one, too, without both',
    async () => {
      await secured('disable');
      isNarrowed = false;
      try {
        const answers = await everythingTold();
        const paths = new Set(leaksIn(answers).map((asked) => asked.split(/[ ?]/, 1)[0]));
        expect(paths.size).toBeGreaterThan(25);
        expect(answers).not.toEqual(both);
      } finally {
        isNarrowed = true;
        await secured('enable');
      }
    },
    ALL_TAKE_MS,
  );
});
