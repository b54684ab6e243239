import { Command } from 'commander';
import { openDatabase } from '#libs/database';
import { loadConfig } from '#libs/runtime';

interface MigrateOptions {
  readonly json?: true;
}

export function migrateCommand(): Command {
  return new Command('migrate')
    .description("bring the database to this version's schema")
    .option('--json', 'answer in JSON')
    .action(async ({ json }: MigrateOptions) => {
      const applied: string[] = [];
      const database = await openDatabase(loadConfig(process.env), {
        onProgress: (line) => {
          if (!json) console.log(line);
        },
        onApplied: (name) => applied.push(name),
      });
      await database.close();
      if (json) console.log(JSON.stringify({ applied }));
      else if (applied.length === 0) console.log('The schema is up to date.');
    });
}
