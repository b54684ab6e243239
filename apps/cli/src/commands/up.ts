import { Command } from 'commander';

export function upCommand(): Command {
  return new Command('up')
    .description('run Edict: PostgreSQL (unless EDICT_DATABASE_URL is set), API and worker')
    .addHelpText(
      'after',
      '\nSIGTERM or Ctrl-C ends it within ten seconds; nothing accepted is lost.',
    )
    .action(async () => {
      // The whole application: no other command waits for it to load.
      const { runEdict } = await import('../../../api/src/starting/run-edict.js');
      await runEdict({
        environment: process.env,
        withWorker: true,
        say: (line) => {
          console.log(line);
        },
      });
    });
}
