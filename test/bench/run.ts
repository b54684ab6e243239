import { availableParallelism, loadavg } from 'node:os';
import { Command, InvalidArgumentError } from 'commander';
import { profileInto } from './contender.js';
import { messageOf } from './measuring.js';
import { BenchPostgres } from './postgres.js';
import { Report, type Say } from './report.js';
import { lineOf } from './row.js';
import { endChildren } from './running/children.js';
import { LEFT_OUT, measureAll, ROW_NAMES, type Asked } from './sections.js';

interface Options extends Asked {
  readonly only?: string;
  readonly database?: string;
  readonly profile?: string;
  readonly quick?: true;
  readonly json?: true;
}

const EVENTS_MIN = 1_000;
/** Exit code. */
const INTERRUPTED = 130;

const command = new Command('bench')
  .description('measures Edict beside PostgreSQL itself and other event stores; prints a table')
  .option('--events <count>', 'events of the large ledger', eventCount, 100_000)
  .option('--companies <count>', 'its companies', count, 1_000)
  .option('--statuses <count>', 'rows of the exports, about', count, 1_000_000)
  .option('--only <row>', `those measured together with it: ${ROW_NAMES.join(', ')}`, row)
  .option('--database <url>', 'a PostgreSQL to measure on; databases are made there, and dropped')
  .option('--profile <folder>', 'write profiles of the processor there (.cpuprofile)')
  .option('--quick', 'small ledgers, few rounds: under three minutes')
  .option('--json', 'the raw numbers')
  .addHelpText(
    'after',
    `
Every figure that counts is a ratio of rounds that took turns. What Edict is compared with is installed at first
into test/bench/peers/node_modules; pgbench is used where it stands in the path. Each row is said on the error output
as soon as it is known; a step that fails, or Ctrl-C, leaves those before. The table comes at the end.
A million events: --only large --events 1000000 --companies 10000. docs/performance.md says more.`,
  )
  .action(run);

await command.parseAsync();

async function run(options: Options): Promise<void> {
  const { quick, database, only } = options;
  const startedAt = performance.now();
  const say: Say = (line) => {
    const seconds = (performance.now() - startedAt) / 1_000;
    process.stderr.write(`${seconds.toFixed(1).padStart(7)} s  ${line}\n`);
  };
  const report = new Report(say);
  profileInto(options.profile);
  const postgres = await BenchPostgres.open(say, database).catch((error: unknown) =>
    command.error(`There is no PostgreSQL to measure on: ${messageOf(error)}`),
  );
  const machine = machineOf(postgres);
  say(machine);
  const bench = { postgres, isQuick: quick === true, say, report };
  const measuring = measureAll(bench, options, only).then(() => false);
  // What was interrupted fails for want of its ground, which is nobody's failure.
  measuring.catch(() => undefined);
  const isInterrupted = await Promise.race([measuring, interruption()]).finally(async () => {
    print(report, machine, options);
    await endChildren();
    await postgres.close();
  });
  if (isInterrupted) process.exit(INTERRUPTED);
  if (report.failures > 0) process.exitCode = 1;
}

function interruption(): Promise<true> {
  return new Promise((resolve) => {
    const stop = (): void => {
      resolve(true);
    };
    process.once('SIGINT', stop).once('SIGTERM', stop);
  });
}

function print({ rows }: Report, machine: string, { json, quick, only }: Options): void {
  const lines = json
    ? [JSON.stringify(rows)]
    : [
        machine,
        ...rows.map((known) => lineOf(known, known.seconds)),
        ...(quick && only === undefined ? [LEFT_OUT] : []),
      ];
  process.stdout.write(`${lines.join('\n')}\n`);
}

function machineOf({ version }: BenchPostgres): string {
  const [load = NaN] = loadavg();
  return (
    `PostgreSQL ${version}, Node ${process.version}, ${availableParallelism()} cores, ` +
    `load ${load.toFixed(2)} at the start`
  );
}

function row(text: string): string {
  if (ROW_NAMES.includes(text)) return text;
  throw new InvalidArgumentError(`There are the rows ${ROW_NAMES.join(', ')}.`);
}

function count(text: string): number {
  if (/^[1-9]\d{0,9}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('A whole number from 1 is needed.');
}

function eventCount(text: string): number {
  const events = count(text);
  if (events % 10 === 0 && events >= EVENTS_MIN) return events;
  throw new InvalidArgumentError(
    `A tenth of them is compared: multiples of 10 from ${EVENTS_MIN}.`,
  );
}
