import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type pg from 'pg';
import {
  Companies,
  CompanyHistories,
  projectionsOf,
  rebuildViews,
  Registers,
  RulesOverTime,
  Statuses,
  StatusHistory,
  TotalledLists,
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

describe('the plans of hot queries', () => {
  let pool: pg.Pool;
  let ledger: Ledger;

  beforeAll(async () => {
    const { url } = await createTestDatabase();
    pool = createPool({ url, applicationName: 'plans', max: 8 });
    ledger = new Ledger(pool);
    const rules = [published('plans'), ...range(RULES).map((n) => defined('plans', `plan-${n}`))];
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
    expectGenerated('docs/plans.md', [HEAD, ...pages].join('\n'));
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

async function scansOfAll(pool: pg.Pool, asked: readonly Asked[]): Promise<readonly Scan[]> {
  const client = await pool.connect();
  const found = new Map<string, Scan>();
  try {
    await client.query('set search_path = compliance, public');
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
