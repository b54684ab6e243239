import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { Command } from 'commander';
import { createPool, openDatabase } from '#libs/database';
import { FILE_BYTES_MAX, importFile, RefusedPacks, UnreadableFile } from '#libs/importers';
import type { ImportContext, ImportProgress, ImportReport, PackProblem } from '#libs/importers';
import { Ledger, refuseOlderLedger } from '#libs/ledger';
import { loadPersonalKey, PersonalValues } from '#libs/personal';
import { Recorder } from '#libs/recording';
import { CannotRun, EXIT, keepMemorySteady, loadConfig } from '#libs/runtime';
import { progressDisplay } from '../progress.js';
import type { Outcome } from '../outcome.js';

interface ImportOptions {
  readonly dryRun?: true;
  readonly json?: true;
}

/** What became of one file. */
type FileOutcome = ImportReport | NotRead | NotTaken;
interface NotRead {
  readonly file: string;
  readonly unreadable: UnreadableFile;
}
interface NotTaken {
  readonly file: string;
  readonly problems: readonly PackProblem[];
}

export function importCommand(outcome: Outcome): Command {
  return new Command('import')
    .description(
      'record what files say: CAC lists (.docx, .csv), tables of events (.csv), rule packs (.yaml), ' +
        'CloudEvents',
    )
    .argument('<file...>', 'files, recognised by their content')
    .option('--dry-run', 'check everything, record nothing')
    .option('--json', 'answer in JSON')
    .addHelpText('after', HELP)
    .action(async (paths: readonly string[], options: ImportOptions) => {
      await Promise.all(paths.map(checkReadable));
      const outcomes = await importAll(paths, options);
      if (options.json) console.log(JSON.stringify({ files: outcomes.map(jsonOf) }));
      else console.log(outcomes.flatMap(linesOf).join('\n'));
      if (!outcomes.every(isClean)) outcome.code = EXIT.wrong;
    });
}

/** Streams with their events: an import seldom looks back at one. */
const CACHE_BYTES_MAX = 16 * 1024 * 1024;

const HELP = `
Importing a file again adds nothing; a changed rule pack records only its amendments. A rule pack
with a problem is refused whole. Exit code 1: rows were reported or a file was not taken.`;

/** A name typed wrongly is found before any file is imported. */
async function checkReadable(path: string): Promise<void> {
  const found = await stat(path).catch(() => undefined);
  if (found?.isFile()) return;
  throw new CannotRun(`There is no file ${path}.`);
}

async function importAll(
  paths: readonly string[],
  { dryRun, json }: ImportOptions,
): Promise<readonly FileOutcome[]> {
  keepMemorySteady();
  const config = loadConfig(process.env);
  const database = await openDatabase(config);
  const pool = createPool({
    url: database.url,
    role: 'edict_app',
    applicationName: 'edict import',
  });
  const ledger = new Ledger(pool);
  const progress = progressDisplay(json === true);
  const outcomes: FileOutcome[] = [];
  const showFile = ({ file, done, total }: ImportProgress): void => {
    progress.show({ what: file, done, total });
  };
  try {
    await refuseOlderLedger(ledger, config.dataDir);
    const personal = new PersonalValues(pool, await loadPersonalKey(config, pool));
    const recorder = new Recorder({ ledger, personal, cache: { bytesMax: CACHE_BYTES_MAX } });
    const { timeZone } = config;
    const context = { recorder, ledger, actor: 'cli', timeZone, onProgress: showFile };
    for (const path of paths) {
      outcomes.push(await importOne(path, { ...context, ...(dryRun && { dryRun }) }));
      progress.end();
    }
    return outcomes;
  } finally {
    progress.end();
    await ledger.close();
    await pool.end();
    await database.close();
  }
}

async function importOne(path: string, context: ImportContext): Promise<FileOutcome> {
  const file = basename(path);
  try {
    const { size } = await stat(path);
    if (size > FILE_BYTES_MAX) {
      throw new UnreadableFile('too-large', `The file has more than ${FILE_BYTES_MAX} bytes.`);
    }
    return await importFile({ name: file, bytes: await readFile(path) }, context);
  } catch (error) {
    if (error instanceof UnreadableFile) return { file, unreadable: error };
    if (error instanceof RefusedPacks) return { file, problems: error.problems };
    throw error;
  }
}

function isClean(outcome: FileOutcome): boolean {
  return 'reported' in outcome && outcome.reported.length === 0;
}

function jsonOf(outcome: FileOutcome): object {
  if (!('unreadable' in outcome)) return outcome;
  const { reason, detail } = outcome.unreadable;
  return { file: outcome.file, unreadable: { reason, detail } };
}

function linesOf(outcome: FileOutcome): readonly string[] {
  if ('unreadable' in outcome) {
    const { reason, detail } = outcome.unreadable;
    return [`${outcome.file}: not read (${reason}). ${detail}`];
  }
  if ('problems' in outcome) {
    const { file, problems } = outcome;
    return [
      `${file}: refused whole, nothing recorded; problems: ${problems.length}`,
      ...problems.map(({ line, text }) => `  ${file}:${line}: ${text}`),
    ];
  }
  const { file, rows, taken, reported, recorded, duplicates } = outcome;
  return [
    `${file}: ${rows} rows, ${taken} taken, ${reported.length} reported; ` +
      `${recorded} events recorded, ${duplicates} rows were on record already`,
    ...reported.map(({ row, code, text }) => `  row ${row} ${code}: ${text}`),
  ];
}
