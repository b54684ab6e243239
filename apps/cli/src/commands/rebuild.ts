import { Command } from 'commander';
import { rebuildViews } from '#libs/compliance';
import { withViews } from '../open-views.js';

interface RebuildOptions {
  readonly json?: true;
}

export function rebuildCommand(): Command {
  return new Command('rebuild')
    .description('fold all views anew from the ledger and put them in place of the stored ones')
    .option('--json', 'answer in JSON')
    .addHelpText('after', HELP)
    .action(async ({ json }: RebuildOptions) => {
      const startedAt = performance.now();
      const { position } = await withViews('rebuild', json === true, rebuildViews);
      const seconds = Math.round((performance.now() - startedAt) / 1_000);
      if (json) console.log(JSON.stringify({ position, seconds }));
      else console.log(`All views are built anew up to position ${position}, in ${seconds} s.`);
    });
}

const HELP = `
Recording and reading go on meanwhile; the new views take the place of the old ones at once. If it
fails or is interrupted, the old ones stay.`;
