import { Command, CommanderError } from 'commander';
import { EXIT, exitCodeOf, VERSION } from '#libs/runtime';
import type { ExitCode } from '#libs/runtime';
import { benchCommand } from './commands/bench.js';
import { configCommand } from './commands/config.js';
import { eraseCommand } from './commands/erase.js';
import { evidenceCommand } from './commands/evidence.js';
import { exportCommand } from './commands/export.js';
import { importCommand } from './commands/import.js';
import { keyCommand } from './commands/key.js';
import { logCommand } from './commands/log.js';
import { migrateCommand } from './commands/migrate.js';
import { rebuildCommand } from './commands/rebuild.js';
import { replayCommand } from './commands/replay.js';
import { rulesCommand } from './commands/rules.js';
import { upCommand } from './commands/up.js';
import { verifyCommand } from './commands/verify.js';
import { Outcome } from './outcome.js';

/** Runs one command line and returns what the process ends with. */
export async function run(argv: readonly string[]): Promise<ExitCode> {
  const outcome = new Outcome();
  try {
    await program(outcome).parseAsync([...argv]);
    return outcome.code;
  } catch (error) {
    // Commander has already said what is wrong; help and version end with 0.
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.cannotRun;
    complain(error);
    return exitCodeOf(error);
  }
}

function program(outcome: Outcome): Command {
  const edict = new Command('edict')
    .description('Tracks policy and regulation as one append-only ledger of events.')
    .version(VERSION, '-V, --version', 'which version this is')
    .addHelpText('after', EXIT_CODES)
    .showHelpAfterError('(edict --help lists the commands)')
    .exitOverride();
  const commands = [
    upCommand,
    configCommand,
    migrateCommand,
    eraseCommand,
    importCommand,
    rulesCommand,
    replayCommand,
    rebuildCommand,
    verifyCommand,
    evidenceCommand,
    exportCommand,
    logCommand,
    keyCommand,
    benchCommand,
  ];
  for (const command of commands) edict.addCommand(settled(command(outcome), edict));
  return edict;
}

/** A command, and those inside it, complain and end like the one around it. */
function settled(command: Command, around: Command): Command {
  command.copyInheritedSettings(around);
  for (const inner of command.commands) settled(inner, command);
  return command;
}

const EXIT_CODES = `
Exit codes: 0 done, 1 found something wrong, 2 used wrongly or unreachable, 3 verified but weaker
than asked. "edict config" lists the settings.`;

function complain(error: unknown): void {
  const foreseen = exitCodeOf(error) === EXIT.cannotRun;
  if (!(error instanceof Error)) console.error(String(error));
  else console.error(foreseen ? error.message : (error.stack ?? error.message));
}
