import { readFile, stat } from 'node:fs/promises';
import { Command } from 'commander';
import { checkRulePacks, FILE_BYTES_MAX } from '#libs/importers';
import type { PackCheck } from '#libs/importers';
import { CannotRun, EXIT } from '#libs/runtime';
import type { Outcome } from '../outcome.js';

interface CheckOptions {
  readonly json?: true;
}

export function rulesCommand(outcome: Outcome): Command {
  return new Command('rules')
    .description('work on rule packs (.yaml), obligations as data')
    .addCommand(checkCommand(outcome));
}

function checkCommand(outcome: Outcome): Command {
  return new Command('check')
    .description('check rule packs without a database')
    .argument('<pack...>', 'rule packs; they may name words and instruments of each other')
    .option('--json', 'answer in JSON')
    .addHelpText('after', HELP)
    .action(async (paths: readonly string[], { json }: CheckOptions) => {
      const check = checkRulePacks(await Promise.all(paths.map(readPackFile)));
      console.log(json ? JSON.stringify(jsonOf(check)) : linesOf(check).join('\n'));
      if (check.problems.length > 0) outcome.code = EXIT.wrong;
    });
}

const HELP = `
Each problem is a line "file:line: reason". Exit code 1: there are problems. A pack may name what
stands in it, in the other packs given, and in what ships with Edict. What a ledger holds already is
looked at when the pack is imported: "edict import --dry-run <pack>" does that and records nothing.`;

async function readPackFile(path: string) {
  const found = await stat(path).catch(() => undefined);
  if (!found?.isFile()) throw new CannotRun(`There is no file ${path}.`);
  if (found.size > FILE_BYTES_MAX) throw new CannotRun(`${path} is far too large for a rule pack.`);
  return { name: path, bytes: await readFile(path) };
}

function jsonOf({ packs, problems }: PackCheck): object {
  return { packs: packs.map(summaryOf), problems };
}

function linesOf({ packs, problems }: PackCheck): readonly string[] {
  const wrong = new Set(problems.map(({ file }) => file));
  return [
    ...problems.map(({ file, line, text }) => `${file}:${line}: ${text}`),
    ...packs
      .filter(({ file }) => !wrong.has(file))
      .map(summaryOf)
      .map(({ file, obligations, terms }) => {
        return `${file}: no problems in ${obligations} obligations and ${terms} terms`;
      }),
  ];
}

function summaryOf({ file, pack, instruments, terms }: PackCheck['packs'][number]) {
  const obligations = instruments.flatMap((instrument) => instrument.obligations);
  return { file, pack, obligations: obligations.length, terms: terms.length };
}
