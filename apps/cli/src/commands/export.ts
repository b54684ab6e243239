import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Command, Option } from 'commander';
import { Registers } from '#libs/compliance';
import { createPool, openDatabase } from '#libs/database';
import { checkDefinition, CSV_PROFILES, EXPORT_LANGUAGES, exportsOf } from '#libs/exports';
import type { ExportDefinition, ExportQuestion, ExportWriter, WriteOptions } from '#libs/exports';
import { Ledger } from '#libs/ledger';
import { CannotRun, loadConfig } from '#libs/runtime';
import { cannotBeExported, definitionOf, questionOf } from '../exporting/asked-export.js';
import type { ExportAsked } from '../exporting/asked-export.js';
import { jsonOfDatasets, linesOfDatasets } from '../exporting/listed-datasets.js';
import { progressDisplay } from '../progress.js';

interface ExportCommandOptions extends ExportAsked {
  readonly out: string;
  readonly list?: true;
  readonly json?: true;
}

const STANDARD_OUTPUT = '-';

export function exportCommand(): Command {
  return new Command('export')
    .description('write a dataset as CSV, as of any time as known at any time')
    .argument('[dataset]', 'what to export; --list says what there is')
    .option('--list', 'list the datasets with their columns and filters')
    .option('--out <folder or ->', 'a folder of its own, or - for the CSV alone', STANDARD_OUTPUT)
    .addOption(
      new Option('--profile <profile>', 'data: exact values; excel: safe in a spreadsheet')
        .choices(CSV_PROFILES)
        .default('data'),
    )
    .option('--filter <name=value>', 'only some rows; may be repeated', more, [])
    .option('--columns <names>', 'only these columns, with commas between', names)
    .addOption(
      new Option('--language <language>', 'names and labels of one language only').choices(
        EXPORT_LANGUAGES,
      ),
    )
    .option('--valid-at <time or date>', 'valid time; by default now')
    .option('--known-at <time or position:n>', 'record time; by default all that is recorded')
    .option('--delta-from <folder>', 'only what changed since the export in this folder')
    .option('--json', 'answer in JSON')
    .addHelpText('after', HELP)
    .action((dataset: string | undefined, options: ExportCommandOptions) =>
      cannotBeExported(() => run(dataset, options)),
    );
}

const HELP = `
The folder gets <dataset>.csv, its description <dataset>.csv-metadata.json (W3C CSVW), SHA256SUMS and
at last manifest.json: where that stands, the export is whole. The same times give the same CSV, byte
by byte. A delta has op (add, modify, delete) before the columns; all deltas one after another make
the first full export into the last one. Exit code 2: asked wrongly, or the views are not there yet.`;

function more(value: string, before: readonly string[]): readonly string[] {
  return [...before, value];
}

function names(value: string): readonly string[] {
  return value.split(',').map((name) => name.trim());
}

async function run(dataset: string | undefined, options: ExportCommandOptions): Promise<void> {
  if (options.list) {
    console.log(options.json ? JSON.stringify(jsonOfDatasets()) : linesOfDatasets().join('\n'));
    return;
  }
  if (dataset === undefined) throw new CannotRun('Say which dataset; --list says what there is.');
  // What is asked wrongly is found before anything is started.
  const definition = definitionOf(dataset, options);
  checkDefinition(definition);
  await exportOne(definition, options);
}

async function exportOne(
  definition: ExportDefinition,
  options: ExportCommandOptions,
): Promise<void> {
  const { timeZone, ...settings } = loadConfig(process.env);
  const database = await openDatabase(settings);
  const { url } = database;
  const pool = createPool({ url, role: 'edict_app', applicationName: 'edict export' });
  const ledger = new Ledger(pool);
  const progress = progressDisplay(options.json === true);
  const stopping = new AbortController();
  const stop = (): void => {
    stopping.abort(new CannotRun('The export was interrupted; nothing of it is left.'));
  };
  process.once('SIGINT', stop).once('SIGTERM', stop);
  try {
    const registers = new Registers(pool, ledger, { timeZone });
    const question = await questionOf(definition, options, registers, ledger);
    const writing = {
      signal: stopping.signal,
      onRows: (done: number) => {
        progress.show({ what: 'Rows', done });
      },
    };
    const said = await write(exportsOf(pool, ledger, { timeZone }), question, options, writing);
    progress.end();
    if (said !== undefined) console.log(said);
  } finally {
    process.off('SIGINT', stop).off('SIGTERM', stop);
    progress.end();
    await ledger.close();
    await pool.end();
    await database.close();
  }
}

/** Gives what is to be said of it; nothing where the output is the CSV itself. */
async function write(
  writer: ExportWriter,
  question: ExportQuestion,
  { out, json }: ExportCommandOptions,
  writing: WriteOptions,
): Promise<string | undefined> {
  if (out === STANDARD_OUTPUT) {
    await print(writer.csv(question, writing));
    return undefined;
  }
  const { rows, files, manifest, manifestSha256 } = await writer.write(question, out, writing);
  if (json) return JSON.stringify({ out, rows, asOf: manifest.asOf, manifestSha256, files });
  const { validAt, position } = manifest.asOf;
  return `${rows} rows of ${manifest.dataset} in ${out}, as of ${validAt}, known at position ${position}.`;
}

/** No faster than whoever reads it, and no further. */
async function print(parts: AsyncIterable<Buffer>): Promise<void> {
  try {
    await pipeline(Readable.from(parts), process.stdout, { end: false });
  } catch (error) {
    const hasEnough = error instanceof Error && 'code' in error && error.code === 'EPIPE';
    if (!hasEnough) throw error;
  }
}
