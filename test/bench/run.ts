import { Command } from 'commander';
import { exportRows } from './exports.js';
import { measure, RULE_PACKS, type Plan, type Row } from './rows.js';

interface Options {
  readonly events: string;
  readonly companies: string;
  readonly statuses: string;
  readonly only?: string;
  readonly quick?: true;
  readonly json?: true;
}

const QUICK: Plan = {
  small: { events: 2_000, companies: 100 },
  large: { events: 10_000, companies: 500 },
  asked: 200,
};

const QUICK_STATUSES = 50_000;

const command = new Command('bench')
  .description('measures Edict on ledgers of made-up companies; prints a table')
  .option('--events <count>', 'events of the large ledger', '100000')
  .option('--companies <count>', 'its companies', '1000')
  .option('--statuses <count>', 'rows of the exports, about', '1000000')
  .option('--only <row>', 'exports: that row alone')
  .option('--quick', 'small ledgers, under three minutes')
  .option('--json', 'the raw numbers')
  .action(async (options: Options) => {
    const say = (line: string): void => {
      process.stderr.write(`${line}\n`);
    };
    const statuses = options.quick ? QUICK_STATUSES : Number(options.statuses);
    const rows = [
      ...(options.only === 'exports' ? [] : await measure(planOf(options), say)),
      ...(await exportRows(statuses, RULE_PACKS, say)),
    ];
    const text = options.json ? JSON.stringify(rows) : rows.map(lineOf).join('\n');
    process.stdout.write(`${text}\n`);
  });

await command.parseAsync();

function planOf({ events, companies, quick }: Options): Plan {
  if (quick) return QUICK;
  const large = { events: Number(events), companies: Number(companies) };
  const small = { events: large.events / 10, companies: Math.ceil(large.companies / 10) };
  return { large, small, asked: 1_000 };
}

function lineOf({ name, measured, goal }: Row): string {
  return `${name.padEnd(22)} ${measured}   (goal: ${goal})`;
}
