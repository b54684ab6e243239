import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type pg from 'pg';
import {
  Companies,
  CompanyHistories,
  Deadlines,
  projectionsOf,
  rebuildViews,
  Registers,
  RulesOverTime,
  StatusChanges,
  Statuses,
  StatusHistory,
  TotalledLists,
  WITHIN_DEFAULT,
} from '#libs/compliance';
import { createPool, inTransaction } from '#libs/database';
import { Ledger } from '#libs/ledger';
import { generate } from '../../apps/cli/src/bench/generate.js';
import { madeUp } from '../../apps/cli/src/bench/made-up.js';
import { expectGenerated } from '../generated/compare.js';
import { createTestDatabase } from '../setup/database.js';
import { defined, published } from '../statuses/rulebook.js';
import { statementsOf, type Asked } from './asked-statements.js';
import { scansOf, type Scan } from './plan-of.js';

/** Large enough that reading a table whole is never the cheapest way to one company's rows. */
const SIZE = { events: 4_000, companies: 80, seed: 3 };
const RULES = 8;
const TERM = { within: 30, unit: 'day' };
const COMPANY = 'bench-7';
const SYSTEM = 'bench-7-0';
/** They have rows for every event; the others only for each rule or subject. */
const LARGE = [
  'ledger.event',
  'compliance.compliance_status',
  'compliance.register_row',
  'compliance.event_words',
];

const HEAD = `# Plans

How PostgreSQL reads what Edict asks for all the time, on a made-up ledger of ${SIZE.events} events: each table, and
the index by which it is found. \`test/plans\` writes this file and compares it; tables with rows for every event are
never read whole. A statement stands under the first question that asks it.
`;

const HEAD_OF_ALL = `# Of all companies at once

A short ledger is read whole soonest; these are planned as for a long one, without reading tables whole.
`;

/** Checked against the table: each index is named, and no other. */
const INDEXES: Readonly<Record<string, string>> = {
  compliance_status_id: 'rows are closed by their number',
  compliance_status_one_at_a_time: 'of one duty one row holds at a moment of both times',
  compliance_status_still_known:
    'following reads what is still known of one duty, for each that an event concerns',
  compliance_status_by_company: 'whatever is asked of companies, and lists of all in their order',
  compliance_status_open: 'lists of what is open, without what is met or unknown, which are most',
  compliance_status_by_day: 'deadlines and calendar feeds in the order of their days',
  compliance_status_by_due: 'the next deadline of everybody; three times as long without it',
  compliance_status_by_start: 'what time alone changed: what begins in a stretch of time',
  compliance_status_by_end: 'what time alone changed: what ends there; endless rows are left out',
  compliance_status_by_knowledge: 'what an event changed: the rows that it opened',
  compliance_status_replaced: 'what an event changed: the rows that it closed',
};

const WHY = `# Why statuses have these indexes

A ledger of a million events has some 14 million rows of statuses, and every index is written with each.

${Object.entries(INDEXES)
  .map(([name, why]) => `- \`${name}\`: ${why}\n`)
  .join('')}
One by obligation and status was dropped: what is asked of one obligation is found by company, in the order of the
answer, and beside other indexes it made them slower.
`;

describe('the plans of hot queries', () => {
  let pool: pg.Pool;
  let ledger: Ledger;

  beforeAll(async () => {
    const { url } = await createTestDatabase();
    pool = createPool({ url, applicationName: 'plans', max: 8 });
    ledger = new Ledger(pool);
    const rules = [
      published('plans'),
      ...range(RULES).map((n) => defined('plans', `plan-${n}`, { due: TERM })),
    ];
    await ledger.append({
      proposals: rules.map((told, index) => ({
        event: madeUp(`plans/${index}`, told, told.time),
      })),
    });
    await generate(ledger, SIZE);
    await rebuildViews({ pool, ledger });
    await pool.query('analyze ledger.event');
    // Connections that are made while statements are watched.
    await ledger.close();
    await pool.end();
    pool = createPool({ url, applicationName: 'asking', max: 8 });
    ledger = new Ledger(pool);
  }, 120_000);

  afterAll(async () => {
    await ledger.close();
    await pool.end();
  });

  it('read no table that grows with the ledger whole', async () => {
    const known = new Set<string>();
    const pages: string[] = [];
    for (const [question, ask] of questions(pool, ledger)) {
      const asked = (await statementsOf(ask)).filter(({ text }) => !known.has(text));
      for (const { text } of asked) known.add(text);
      if (known.size === 0) throw new Error(`${question}: no statement was seen.`);
      const scans = await scansOfAll(pool, asked);
      const whole = scans.filter(({ table, by }) => LARGE.includes(table) && by === 'all of it');
      expect({ question, whole }).toEqual({ question, whole: [] });
      pages.push(pageOf(question, scans));
    }
    pages.push(HEAD_OF_ALL);
    for (const [question, ask] of questionsOfAll(pool, ledger)) {
      const asked = (await statementsOf(ask)).filter(({ text }) => !known.has(text));
      pages.push(pageOf(question, await scansOfAll(pool, asked, 'off')));
    }
    expectGenerated('docs/plans.md', [HEAD, ...pages, WHY].join('\n'));
  });

  it('say why statuses have each of their indexes', async () => {
    const { rows } = await pool.query<{ name: string }>(
      `select indexname as name from pg_indexes
       where schemaname = 'compliance' and tablename = 'compliance_status'`,
    );
    expect(rows.map(({ name }) => name).sort()).toEqual(Object.keys(INDEXES).sort());
  });

  it('would be seen to read a table whole', async () => {
    const asked = { text: `select * from ledger.event where actor <> 'bench'`, values: [] };
    expect(await scansOfAll(pool, [asked])).toEqual([{ table: 'ledger.event', by: 'all of it' }]);
  });
});

type Question = readonly [string, () => Promise<unknown>];

function questions(pool: pg.Pool, ledger: Ledger): readonly Question[] {
  const registers = new Registers(pool, ledger, { timeZone: 'Asia/Shanghai' });
  const statuses = new Statuses(pool, ledger);
  const companies = new Companies(pool, ledger, registers, statuses);
  const lists = new TotalledLists(registers, statuses);
  const histories = new CompanyHistories(pool, ledger, new RulesOverTime(ledger));
  const now = { validAt: '2026-06-01T00:00:00Z', knownAt: SIZE.events };
  const before = { validAt: '2024-06-01T00:00:00Z', knownAt: SIZE.events / 2 };
  const own = { limit: 50, filters: { company: COMPANY } };
  const page = { companies: [COMPANY], limit: 50 };
  return [
    ['The next events of a subscription', () => ledger.page({ after: 2_000 }, 100)],
    ['One event by its position', () => ledger.at(2_000)],
    ['Events of one type', () => ledger.page({ types: ['company.registered'] }, 50)],
    ['Events of one subject', () => ledger.page({ subjects: [`systems/${SYSTEM}`] }, 50)],
    ['Events by source and id', () => ledger.find([{ source: 'urn:edict:bench', id: 'x' }])],
    ['The position of an instant', () => ledger.positionAt('2026-01-01T00:00:00Z')],
    ['A company', () => companies.view(COMPANY, now)],
    ['A company as of before, as known before', () => companies.view(COMPANY, before)],
    ['A system', () => companies.system(SYSTEM, now)],
    ['The timeline of a company', () => companies.timeline(COMPANY, now)],
    ['The systems of a company', () => lists.page('systems', now, own)],
    ['Statuses of a company', () => statuses.page(now, page)],
    [
      'Statuses of a company over time',
      () => new StatusHistory(pool, ledger).page(SIZE.events, { company: COMPANY, limit: 50 }),
    ],
    [
      'Why a duty has its status',
      () => histories.why(COMPANY, { subject: `systems/${SYSTEM}`, obligation: 'plan-1' }, now),
    ],
    ['Recording, and following the ledger', () => followed(pool, ledger)],
  ];
}

/** What is asked of all companies at once reads the most where the ledger is long. */
function questionsOfAll(pool: pg.Pool, ledger: Ledger): readonly Question[] {
  const registers = new Registers(pool, ledger, { timeZone: 'Asia/Shanghai' });
  const statuses = new Statuses(pool, ledger);
  const lists = new TotalledLists(registers, statuses);
  const deadlines = new Deadlines(pool, ledger, { timeZone: 'Asia/Shanghai' });
  const changes = new StatusChanges(pool, ledger);
  const now = { validAt: '2026-06-01T00:00:00Z', knownAt: SIZE.events };
  const page = { limit: 50 };
  const position = SIZE.events - 200;
  return [
    ['Statuses of one duty', () => statuses.page(now, { ...page, obligations: ['plan-1'] })],
    ['What is past due', () => statuses.page(now, { ...page, statuses: ['unevidenced'] })],
    ['What is due soon', () => deadlines.page(now, { ...page, within: WITHIN_DEFAULT })],
    [
      'Companies by deadline',
      () => lists.page('companies', now, { ...page, sort: 'nextDeadline' }),
    ],
    ['What changed since a position', () => changes.page(now, { ...page, position })],
  ];
}

/** Records events and takes them into the views, without leaving them there. */
async function followed(pool: pg.Pool, ledger: Ledger): Promise<void> {
  const { position } = await ledger.head();
  await ledger.append({
    proposals: range(20).map((n) => {
      const subject = `companies/bench-${n}`;
      const told = { type: 'company.described', subject, data: { facts: { minors: true } } };
      return { event: madeUp(`followed/${n}`, told, '2026-06-01T00:00:00Z') };
    }),
  });
  const events = await ledger.page({ after: position }, 100);
  const undone = new Error('undone');
  const work = inTransaction(pool, async (transaction) => {
    for (const projection of projectionsOf(ledger)) await projection.apply(transaction, events);
    throw undone;
  });
  await expect(work).rejects.toBe(undone);
}

/** @param whole whether tables may be read whole, which on a short ledger is often the cheapest */
async function scansOfAll(
  pool: pg.Pool,
  asked: readonly Asked[],
  whole: 'on' | 'off' = 'on',
): Promise<readonly Scan[]> {
  const client = await pool.connect();
  const found = new Map<string, Scan>();
  try {
    await client.query('set search_path = compliance, public');
    await client.query(`set enable_seqscan = ${whole}`);
    for (const one of asked) {
      for (const scan of await scansOf(client, one)) found.set(`${scan.table} ${scan.by}`, scan);
    }
  } finally {
    client.release(true);
  }
  return [...found.values()].filter(({ table }) => LARGE.includes(table));
}

function pageOf(question: string, scans: readonly Scan[]): string {
  const lines = scans.map(({ table, by }) => `- \`${table}\`: \`${by}\`\n`).sort();
  const own = lines.length === 0 ? ['Nothing that is not asked above.\n'] : lines;
  return `## ${question}\n\n${own.join('')}`;
}

function range(count: number): readonly number[] {
  return Array.from({ length: count }, (_, index) => index);
}
