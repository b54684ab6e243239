import { Command, Option } from 'commander';
import { createPool, openDatabase } from '#libs/database';
import { Ledger, refuseOlderLedger } from '#libs/ledger';
import { Erasures, ErasureRefused } from '#libs/personal';
import type { Erasure } from '#libs/personal';
import { EXIT, loadConfig } from '#libs/runtime';
import type { Outcome } from '../outcome.js';

/** Who acts where a command on the host does; never who asked, for that takes a key. */
const HOST = 'cli';
const STATES = ['pending', 'erased'] as const;

interface ListOptions {
  readonly state?: Erasure['state'];
  readonly json?: true;
}

export function eraseCommand(outcome: Outcome): Command {
  return new Command('erase')
    .description('look at the erasures of personal values that were asked for, and approve them')
    .addHelpText('after', HELP)
    .addCommand(listCommand())
    .addCommand(approveCommand(outcome));
}

const HELP = `
An erasure is asked for with a key (POST /v1/erasures) and takes a second pair of eyes: another key,
or "edict erase approve" by somebody who rules the host. Events stay as they are, byte for byte.`;

function listCommand(): Command {
  return new Command('list')
    .description('the erasures that were asked for, newest first')
    .addOption(new Option('--state <state>', 'only those').choices(STATES))
    .option('--json', 'answer in JSON')
    .action(async ({ state, json }: ListOptions) => {
      const erasures = await withErasures((found) => found.list(state));
      if (json) console.log(JSON.stringify({ items: erasures }));
      else console.log(erasures.length === 0 ? 'None.' : erasures.map(lineOf).join('\n'));
    });
}

function approveCommand(outcome: Outcome): Command {
  return new Command('approve')
    .description('record that the values of an erasure are erased, and destroy them for good')
    .argument('<id>', 'the erasure')
    .option('--json', 'answer in JSON')
    .addHelpText('after', APPROVE_HELP)
    .action(async (id: string, { json }: ListOptions) => {
      try {
        const erased = await withErasures((erasures) => erasures.approve(id, HOST));
        console.log(json ? JSON.stringify(erased) : lineOf(erased));
      } catch (error) {
        if (!(error instanceof ErasureRefused)) throw error;
        console.error(error.detail);
        outcome.code = EXIT.wrong;
      }
    });
}

const APPROVE_HELP = `
What is destroyed cannot be brought back, but from a backup of the database that is older, together
with the key of personal values: drop or re-make those. Exit code 1: nothing was erased.`;

async function withErasures<Result>(
  work: (erasures: Erasures) => Promise<Result>,
): Promise<Result> {
  const config = loadConfig(process.env);
  const database = await openDatabase(config);
  const { url } = database;
  const pool = createPool({ url, role: 'edict_app', applicationName: 'edict erase' });
  const ledger = new Ledger(pool);
  try {
    await refuseOlderLedger(ledger, config.dataDir);
    return await work(new Erasures(pool, ledger));
  } finally {
    await ledger.close();
    await pool.end();
    await database.close();
  }
}

function lineOf({ id, state, event, values, ...who }: Erasure): string {
  const what = event
    ? `${event.fields.join(', ')} of ${event.source} ${event.id} (position ${event.position})`
    : 'all of one person';
  const by = who.approvedBy === undefined ? '' : `, approved by ${who.approvedBy}`;
  const since = who.requestedAt.toISOString();
  return `${id}  ${state}  ${what}, ${values} values; asked by ${who.requestedBy} ${since}${by}: ${who.reason}`;
}
