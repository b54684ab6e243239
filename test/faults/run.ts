import { randomInt } from 'node:crypto';
import { Command, InvalidArgumentError } from 'commander';
import { progressDisplay } from '../../apps/cli/src/progress.js';
import globalSetup from '../setup/global-setup.js';
import globalTeardown from '../setup/global-teardown.js';
import { endRounds } from './play.js';
import type { FaultRow } from './row.js';
import { ROWS } from './rows.js';
import { isSound, playSuite } from './suite.js';
import type { PlayedRound } from './suite.js';
import { tableOf } from './table.js';

const SEED_MAX = 2 ** 31;
const EXIT = { sound: 0, broken: 1, usedWrongly: 2 } as const;

interface Options {
  readonly seed: number;
  readonly only: readonly string[];
  readonly rounds: number;
  readonly minutes: number;
  readonly controls: boolean;
  readonly jobs: number;
  readonly list?: true;
}

const HELP = `
Each row breaks one thing while Edict is at work, and a checker of its own then
looks at the writers' journals and at the database. The control of a row does the same with a part
that is broken on purpose: it has to fail. Rows that need strace, libfaketime or root say so where
these are missing, and count for nothing. Exit codes: 1 an invariant or a control did not do as it
must, 2 used wrongly.`;

const command = new Command('test:faults')
  .description('breaks what can break while Edict is at work, and sees what is left')
  .option('--seed <number>', 'what is by chance is the same again', whole, randomInt(SEED_MAX))
  .option('--only <row>', 'this row, or those that begin so; may be repeated', more, [])
  .option('--rounds <count>', 'rounds of each row, each with the next seed', whole, 1)
  .option('--minutes <count>', 'further rounds until then', whole, 0)
  .option('--jobs <count>', 'rounds that are played at the same time', atLeastOne, 2)
  .option('--no-controls', 'without the controls')
  .option('--list', 'names the rows')
  .addHelpText('after', HELP)
  .action(async (options: Options) => {
    const rows = ROWS.filter(({ name }) => isAsked(name, options.only));
    if (rows.length === 0) command.error('There is no such row; --list names them.', USED_WRONGLY);
    if (options.list) process.stdout.write(`${rows.map(lineOf).join('\n')}\n`);
    else process.exitCode = await run(rows, options);
  });

const USED_WRONGLY = { exitCode: EXIT.usedWrongly };

command.exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : EXIT.usedWrongly));
await command.parseAsync();

async function run(rows: readonly FaultRow[], options: Options): Promise<number> {
  const startedAt = performance.now();
  const { seed, rounds, minutes, controls: hasControls, jobs } = options;
  process.stderr.write(`seed ${seed}\n`);
  await globalSetup();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(
      signal,
      () =>
        void endRounds()
          .then(globalTeardown)
          .then(() => process.exit(1)),
    );
  }
  try {
    const asked = { seed, rounds, minutes, hasControls, jobs, onResult: tellResult };
    const played = await playSuite(rows, asked, progressDisplay(false));
    const seconds = Math.round((performance.now() - startedAt) / 1_000);
    process.stdout.write(tableOf(played, seconds));
    return played.every(isSound) ? EXIT.sound : EXIT.broken;
  } finally {
    await globalTeardown();
  }
}

function tellResult(name: string, { did, findings, seconds }: PlayedRound): void {
  const found = findings.length === 0 ? 'nothing found' : `found: ${findings.join('; ')}`;
  process.stderr.write(`${name}, ${seconds.toFixed(0)} s: ${did}; ${found}\n`);
}

function isAsked(name: string, only: readonly string[]): boolean {
  return only.length === 0 || only.some((start) => name.startsWith(start));
}

function lineOf({ name, fault, control }: FaultRow): string {
  return `${name.padEnd(16)} ${fault}\n${' '.repeat(17)}control: ${control.broken}`;
}

function atLeastOne(text: string): number {
  const count = whole(text);
  if (count === 0) throw new InvalidArgumentError('It must be at least 1.');
  return count;
}

function whole(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError('It must be a whole number.');
  return Number(text);
}

function more(value: string, before: readonly string[]): readonly string[] {
  return [...before, value];
}
