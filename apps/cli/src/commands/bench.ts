import { Command, InvalidArgumentError } from 'commander';
import { createPool, openDatabase } from '#libs/database';
import { Ledger } from '#libs/ledger';
import { loadConfig } from '#libs/runtime';
import { generate } from '../bench/generate.js';
import { progressDisplay } from '../progress.js';

interface GenerateCommandOptions {
  readonly events: number;
  readonly companies: number;
  readonly seed: number;
  readonly json?: true;
}

export function benchCommand(): Command {
  return new Command('bench')
    .description('make ledgers to measure with')
    .addCommand(generateCommand());
}

function generateCommand(): Command {
  return new Command('generate')
    .description('append made-up events: the same seed gives the same ones')
    .option('--events <count>', 'how many', wholeNumber, 100_000)
    .option('--companies <count>', 'of how many companies', wholeNumber, 1_000)
    .option('--seed <number>', 'which ones', wholeNumber, 1)
    .option('--json', 'answer in JSON')
    .addHelpText('after', HELP)
    .action(async ({ json, ...options }: GenerateCommandOptions) => {
      const startedAt = performance.now();
      const events = await run(options, json === true);
      const seconds = (performance.now() - startedAt) / 1_000;
      if (json) console.log(JSON.stringify({ ...options, events, seconds }));
      else
        console.log(`${events} events appended in ${seconds.toFixed(1)} s (seed ${options.seed}).`);
    });
}

const HELP = `
Use a database of its own: recorded events stay for ever. The events are those that launches,
features, filings, checks, findings and corrections of companies of very different size would be.`;

async function run(
  options: Omit<GenerateCommandOptions, 'json'>,
  isSilent: boolean,
): Promise<number> {
  const database = await openDatabase(loadConfig(process.env));
  const pool = createPool({ url: database.url, role: 'edict_app', applicationName: 'edict bench' });
  const ledger = new Ledger(pool);
  const progress = progressDisplay(isSilent);
  try {
    return await generate(ledger, {
      ...options,
      onProgress: (done) => {
        progress.show({ what: 'Appending events', done, total: options.events });
      },
    });
  } finally {
    progress.end();
    await ledger.close();
    await pool.end();
    await database.close();
  }
}

function wholeNumber(text: string): number {
  if (!/^[1-9]\d{0,9}$/.test(text))
    throw new InvalidArgumentError('A whole number from 1 is needed.');
  return Number(text);
}
