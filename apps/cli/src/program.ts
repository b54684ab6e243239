import { Command, CommanderError } from 'commander';
import { EXIT, exitCodeOf, VERSION } from '#libs/runtime';
import type { ExitCode } from '#libs/runtime';
import { Outcome } from './outcome.js';

type MakeCommand = (outcome: Outcome) => Command;

/** In the order of the help. A command loads the libraries that it needs, and no other does. */
const COMMANDS: Readonly<Record<string, () => Promise<MakeCommand>>> = {
  up: async () => (await import('./commands/up.js')).upCommand,
  config: async () => (await import('./commands/config.js')).configCommand,
  migrate: async () => (await import('./commands/migrate.js')).migrateCommand,
  erase: async () => (await import('./commands/erase.js')).eraseCommand,
  import: async () => (await import('./commands/import.js')).importCommand,
  rules: async () => (await import('./commands/rules.js')).rulesCommand,
  replay: async () => (await import('./commands/replay.js')).replayCommand,
  rebuild: async () => (await import('./commands/rebuild.js')).rebuildCommand,
  verify: async () => (await import('./commands/verify.js')).verifyCommand,
  evidence: async () => (await import('./commands/evidence.js')).evidenceCommand,
  export: async () => (await import('./commands/export.js')).exportCommand,
  log: async () => (await import('./commands/log.js')).logCommand,
  key: async () => (await import('./commands/key.js')).keyCommand,
  bench: async () => (await import('./commands/bench.js')).benchCommand,
};
const VERSION_FLAGS = ['-V', '--version'];

/** Runs one command line and returns what the process ends with. */
export async function run(argv: readonly string[]): Promise<ExitCode> {
  const outcome = new Outcome();
  try {
    const edict = program();
    for (const make of await commandsFor(argv[2])) edict.addCommand(settled(make(outcome), edict));
    await edict.parseAsync([...argv]);
    return outcome.code;
  } catch (error) {
    // Commander has already said what is wrong; help and version end with 0.
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.cannotRun;
    complain(error);
    return exitCodeOf(error);
  }
}

function program(): Command {
  return new Command('edict')
    .description('Tracks policy and regulation as one append-only ledger of events.')
    .version(VERSION, VERSION_FLAGS.join(', '), 'which version this is')
    .addHelpText('after', EXIT_CODES)
    .showHelpAfterError('(edict --help lists the commands)')
    .exitOverride();
}

/** The one that is named; all of them where help is asked for, or where the name is not known. */
function commandsFor(word = ''): Promise<readonly MakeCommand[]> {
  if (VERSION_FLAGS.includes(word)) return Promise.resolve([]);
  const named = Object.hasOwn(COMMANDS, word) ? COMMANDS[word] : undefined;
  const loading = named ? [named] : Object.values(COMMANDS);
  return Promise.all(loading.map((load) => load()));
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
