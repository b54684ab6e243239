import { stdin, stderr } from 'node:process';
import { createInterface } from 'node:readline/promises';
import { Command } from 'commander';
import { createPool, openDatabase } from '#libs/database';
import { beginOrigin, Ledger, LogFault } from '#libs/ledger';
import type { Loss, NewOrigin, OriginParts, WantedOrigin } from '#libs/ledger';
import { CannotRun, loadConfig, signingKeyOf } from '#libs/runtime';

interface NewOriginOptions {
  readonly origin: string;
  readonly reason: string;
  readonly newKey?: true;
  readonly yes?: true;
  readonly json?: true;
}

/** All that is left is hashed, in one statement after another. */
const NO_TIMEOUT = 0;

export function newOriginCommand(): Command {
  return new Command('new-origin')
    .description('begin the log anew over what is left of an older backup')
    .requiredOption('--origin <name>', 'its new name, without a scheme: log.example.org/edict-2')
    .requiredOption('--reason <text>', 'what happened, for whoever asks why there are two')
    .option('--new-key', 'sign with a new key; otherwise with the newest one, under the new name')
    .option('--yes', 'do not ask')
    .option('--json', 'answer in JSON')
    .addHelpText('after', HELP)
    .action(async ({ json, yes, newKey, ...wanted }: NewOriginOptions) => {
      const confirm = yes ? () => Promise.resolve() : ask;
      const begun = await begin({ ...wanted, hasNewKey: newKey === true }, confirm);
      console.log(json ? JSON.stringify(jsonOf(begun)) : linesOf(begun).join('\n'));
    });
}

const HELP = `
For a database that was put back to a state before the last signed checkpoint, where what came after
cannot be brought back: Edict neither adds to it nor signs it. To be run where the worker has its
key, while nothing else runs. What is left is hashed and compared with what was signed of it; then an
event names the former log, its last checkpoint, what was lost and why, and the log is signed under
its new name. Nothing is changed where nothing was lost. Run again, it ends what was interrupted.
The keys and checkpoints of the former name stay valid for what is left: keep them. Tell whoever
verifies the new key, by another way than the server.`;

async function begin(
  wanted: WantedOrigin,
  confirm: (loss: Loss) => Promise<void>,
): Promise<NewOrigin> {
  const config = loadConfig(process.env);
  const { dataDir, origin } = config;
  const signingKey = signingKeyOf(process.env);
  const settings = { dataDir, ...(signingKey && { signingKey }), ...(origin && { origin }) };
  const database = await openDatabase(config);
  const session = { url: database.url, applicationName: 'edict log' };
  const timeouts = { statementTimeoutMs: NO_TIMEOUT, idleInTransactionTimeoutMs: NO_TIMEOUT };
  const pool = createPool({ ...session, role: 'edict_log', max: 1 });
  const signing = createPool({ ...session, ...timeouts, role: 'edict_signer', max: 1 });
  const ledger = new Ledger(pool);
  const client = await signing.connect();
  try {
    return await beginSound(wanted, { settings, ledger, client }, confirm);
  } finally {
    // Ending the session is what gives up the place of the signer.
    client.release(true);
    await ledger.close();
    await Promise.all([pool.end(), signing.end()]);
    await database.close();
  }
}

async function beginSound(
  wanted: WantedOrigin,
  parts: OriginParts,
  confirm: (loss: Loss) => Promise<void>,
): Promise<NewOrigin> {
  try {
    return await beginOrigin(wanted, parts, confirm, new Date());
  } catch (error) {
    if (!(error instanceof LogFault)) throw error;
    throw new CannotRun(`What is left is not as it was signed: ${error.message}`);
  }
}

async function ask({ former, survived }: Loss): Promise<void> {
  const { origin, size } = former;
  const loss = `Of the ${size} events that ${origin} has signed, ${survived} are left.`;
  if (!stdin.isTTY) throw new CannotRun(`${loss} To begin anew without them, give --yes.`);
  const terminal = createInterface({ input: stdin, output: stderr });
  try {
    const answer = await terminal.question(
      `${loss}\nThe others are given up, and their positions given to other events. Type yes: `,
    );
    if (answer.trim() !== 'yes') throw new CannotRun('Nothing was changed.');
  } finally {
    terminal.close();
  }
}

function jsonOf({ origin, key, former, lostFrom, reason, position, size }: NewOrigin): object {
  return {
    ...{ position, origin, key, size },
    former: { origin: former.origin, size: former.size },
    lost: { from: lostFrom, to: former.size },
    reason,
  };
}

function linesOf({ origin, key, former, lostFrom, position, size }: NewOrigin): readonly string[] {
  return [
    `The log was begun anew as ${origin}, at position ${position}. It is signed up to ${size}, by:`,
    `  ${key}`,
    `Events ${lostFrom} to ${former.size} of ${former.origin} are lost.`,
  ];
}
