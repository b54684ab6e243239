import { Command } from 'commander';
import { verifyViews, type Difference, type VerifiedViews } from '#libs/compliance';
import { EXIT } from '#libs/runtime';
import { withViews } from '../open-views.js';
import type { Outcome } from '../outcome.js';

interface VerifyOptions {
  readonly views?: true;
  readonly json?: true;
}

export function verifyCommand(outcome: Outcome): Command {
  return new Command('verify')
    .description('fold all views from the ledger and compare them with the stored ones')
    .option('--views', 'compare the views (by default)')
    .option('--json', 'answer in JSON')
    .addHelpText('after', HELP)
    .action(async ({ json }: VerifyOptions) => {
      const verified = await withViews('verify', json === true, verifyViews);
      if (json) console.log(JSON.stringify(verified));
      else console.log(linesOf(verified).join('\n'));
      if (!verified.isSound) outcome.code = EXIT.wrong;
    });
}

const HELP = `
Compares row by row and names what differs. Recording and reading go on meanwhile. Exit code 1:
something differs; "edict rebuild" puts it right.`;

function linesOf({ position, tables, isSound }: VerifiedViews): readonly string[] {
  const verdict = isSound ? 'are what the ledger gives' : 'differ from what the ledger gives';
  return [
    `The views as known at position ${position} ${verdict}.`,
    ...tables.map(({ table, rows, differing }) => `  ${table}: ${rows} rows, ${differing} differ`),
    ...tables.flatMap(({ differences, differing }) => [
      ...differences.map(lineOf),
      ...(differing > differences.length ? [`  ... ${differing - differences.length} more`] : []),
    ]),
  ];
}

function lineOf({ table, kind, row }: Difference): string {
  return `  ${kind} in ${table}: ${JSON.stringify(row)}`;
}
