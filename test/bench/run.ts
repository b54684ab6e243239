import { Command, InvalidArgumentError } from 'commander';
import { limitRows } from './appending/limit-row.js';
import { peerRows } from './appending/peer-rows.js';
import type { Bench } from './bench.js';
import { profileInto } from './contender.js';
import { exportRows } from './exports.js';
import { importRows } from './importing/import-rows.js';
import { BenchPostgres } from './postgres.js';
import { readRows } from './reading/read-rows.js';
import { processRows } from './requesting/process-rows.js';
import { requestRows } from './requesting/request-rows.js';
import { measure, RULE_PACKS, type Plan, type Row } from './rows.js';

interface Options {
  readonly events: string;
  readonly companies: string;
  readonly statuses: string;
  readonly only?: string;
  readonly database?: string;
  readonly profile?: string;
  readonly quick?: true;
  readonly json?: true;
}

/** Rows that are measured together. */
interface Section {
  readonly rows: readonly string[];
  readonly measure: (bench: Bench, options: Options) => Promise<readonly Row[]>;
}

const QUICK: Plan = {
  small: { events: 2_000, companies: 100 },
  large: { events: 10_000, companies: 500 },
  asked: 200,
};

const QUICK_STATUSES = 50_000;

const SECTIONS: readonly Section[] = [
  { rows: ['P1'], measure: limitRows },
  { rows: ['P2'], measure: peerRows },
  { rows: ['P3'], measure: requestRows },
  { rows: ['processes'], measure: processRows },
  { rows: ['P4'], measure: importRows },
  { rows: ['P5', 'P10'], measure: readRows },
  {
    rows: ['P6', 'P7', 'P8', 'P11', 'P12', 'P13'],
    measure: ({ say }, options) => measure(planOf(options), say),
  },
  {
    rows: ['P9', 'exports'],
    measure: ({ say }, { quick, statuses }) =>
      exportRows(quick ? QUICK_STATUSES : Number(statuses), RULE_PACKS, say),
  },
];

const command = new Command('bench')
  .description('measures Edict beside PostgreSQL itself and other event stores; prints a table')
  .option('--events <count>', 'events of the large ledger', '100000')
  .option('--companies <count>', 'its companies', '1000')
  .option('--statuses <count>', 'rows of the exports, about', '1000000')
  .option('--only <row>', 'that row alone, and those measured with it: P1, P2 ...', row)
  .option(
    '--database <url>',
    'a PostgreSQL to measure P1 to P5 and P10 on; databases are made there',
  )
  .option('--profile <folder>', 'write profiles of the processor there (.cpuprofile)')
  .option('--quick', 'small ledgers, few rounds: some minutes')
  .option('--json', 'the raw numbers')
  .addHelpText(
    'after',
    `
Every figure that counts is a ratio of rounds that took turns. What Edict is compared with is installed at first
into test/bench/peers/node_modules; pgbench is used where it stands in the path. docs/performance.md says more.`,
  )
  .action(async (options: Options) => {
    const say = (line: string): void => {
      process.stderr.write(`${line}\n`);
    };
    profileInto(options.profile);
    const postgres = await BenchPostgres.open(options.database);
    try {
      const bench = { postgres, isQuick: options.quick === true, say };
      const rows: Row[] = [];
      for (const section of SECTIONS) {
        if (options.only !== undefined && !section.rows.includes(options.only)) continue;
        rows.push(...(await section.measure(bench, options)));
      }
      const text = options.json ? JSON.stringify(rows) : rows.map(lineOf).join('\n');
      process.stdout.write(`${text}\n`);
    } finally {
      await postgres.close();
    }
  });

await command.parseAsync();

function row(text: string): string {
  const known = SECTIONS.flatMap(({ rows }) => rows);
  if (known.includes(text)) return text;
  throw new InvalidArgumentError(`There are the rows ${known.join(', ')}.`);
}

function planOf({ events, companies, quick }: Options): Plan {
  if (quick) return QUICK;
  const large = { events: Number(events), companies: Number(companies) };
  const small = { events: large.events / 10, companies: Math.ceil(large.companies / 10) };
  return { large, small, asked: 1_000 };
}

function lineOf({ name, measured, goal, verdict }: Row): string {
  const judged = verdict === undefined ? '' : `: ${verdict}`;
  return `${name.padEnd(22)} ${measured}   (goal: ${goal}${judged})`;
}
