import { createHash } from 'node:crypto';
import { mkdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { NotYetProjected, reachedPosition } from '#libs/compliance';
import { reachingEverything } from '#libs/database';
import { checkpointCovering } from '#libs/ledger';
import type { DatasetSources } from '../datasets/dataset.js';
import { profiled } from '../records/profiled.js';
import { csvwOf, writtenColumns } from './csvw.js';
import { FolderInUse } from './errors.js';
import { exportRecords } from './export-records.js';
import { checkQuestion } from './export-question.js';
import type { CheckedQuestion, ExportQuestion } from './export-question.js';
import { GENERATOR } from './generator.js';
import {
  coveringCheckpoint,
  MANIFEST_FILE,
  MANIFEST_FORMAT,
  SUMS_FILE,
  sumsOf,
} from './manifest.js';
import type { Manifest, RunTold, WrittenFile } from './manifest.js';
import { writeWhole } from './part-file.js';

export interface WriteOptions {
  /** The name of the files without their endings; by default that of the dataset. */
  readonly name?: string;
  /** Told in the manifest, and nowhere else. */
  readonly run?: RunTold;
  readonly signal?: AbortSignal;
  /** Told of the rows that are written so far. */
  readonly onRows?: (rows: number) => void;
}

export interface WrittenExport {
  /** In the order in which they were written: the manifest is the last one. */
  readonly files: readonly WrittenFile[];
  readonly rows: number;
  readonly manifest: Manifest;
  /** In hexadecimal; a delta that begins from this export names it. */
  readonly manifestSha256: string;
}

/** Makes exports. The same question gives the same bytes of CSV, whenever it is asked. */
export class ExportWriter {
  constructor(private readonly sources: DatasetSources) {}

  /**
   * Writes an export into a folder of its own: the CSV, its description, the digests and at last
   * the manifest. Where it fails or is aborted, everything that it wrote is removed.
   * @throws InvalidExport, NotYetProjected before anything is written; FolderInUse
   */
  async write(
    question: ExportQuestion,
    folder: string,
    options: WriteOptions = {},
  ): Promise<WrittenExport> {
    const checked = checkQuestion(question);
    await this.checkReached(checked);
    await mkdir(folder, { recursive: true });
    if (await exists(join(folder, MANIFEST_FILE))) throw new FolderInUse(folder);
    const { dataset, mode } = checked;
    const { name = mode === 'delta' ? `${dataset.name}-delta` : dataset.name } = options;
    if (!FILE_NAME.test(name)) throw new RangeError(`${name} is no name of a file.`);
    try {
      return await this.writeFiles(checked, question, folder, { ...options, name });
    } catch (error) {
      const names = [...filesOf(name), SUMS_FILE, MANIFEST_FILE];
      for (const file of names) await removeFile(join(folder, file));
      options.signal?.throwIfAborted();
      throw error;
    }
  }

  /**
   * The bytes of the CSV alone, in constant memory.
   * @throws InvalidExport at once, NotYetProjected when the first part is asked for
   */
  csv(
    question: ExportQuestion,
    { signal, onRows }: Pick<WriteOptions, 'signal' | 'onRows'> = {},
  ): AsyncIterable<Buffer> {
    const checked = checkQuestion(question);
    return this.reachedParts(checked, new RowCount(onRows), signal);
  }

  private async *reachedParts(
    checked: CheckedQuestion,
    count: RowCount,
    signal: AbortSignal | undefined,
  ): AsyncGenerator<Buffer, void, undefined> {
    await this.checkReached(checked);
    try {
      yield* this.parts(checked, count, signal);
    } catch (error) {
      signal?.throwIfAborted();
      throw error;
    }
  }

  private parts(checked: CheckedQuestion, count: RowCount, signal: AbortSignal | undefined) {
    const columns = writtenColumns(checked).map(({ header, datatype }) => ({
      header,
      isText: datatype === 'string',
    }));
    const records = exportRecords(checked, this.sources, signal);
    return profiled(records, columns, checked.profile, (more) => {
      count.add(more);
    });
  }

  private async writeFiles(
    checked: CheckedQuestion,
    question: ExportQuestion,
    folder: string,
    { name, run, signal, onRows }: WriteOptions & { readonly name: string },
  ): Promise<WrittenExport> {
    const startedAt = new Date().toISOString();
    const [csv, description] = filesOf(name);
    const count = new RowCount(onRows);
    const parts = this.parts(checked, count, signal);
    const table = { ...(await writeWhole(folder, csv, parts)), rows: count.rows };
    const described = await writeWhole(folder, description, [jsonOf(csvwOf(csv, checked))]);
    const files = [table, described];
    const sums = await writeWhole(folder, SUMS_FILE, [Buffer.from(sumsOf(files))]);
    signal?.throwIfAborted();
    const manifest = {
      ...(await this.manifestOf(checked, question)),
      ...run,
      startedAt,
      finishedAt: new Date().toISOString(),
      rows: count.rows,
      files: [...files, sums],
    };
    const bytes = jsonOf(manifest);
    const last = await writeWhole(folder, MANIFEST_FILE, [bytes]);
    const manifestSha256 = createHash('sha256').update(bytes).digest('hex');
    return { files: [...manifest.files, last], rows: count.rows, manifest, manifestSha256 };
  }

  private async manifestOf(
    { dataset, profile, mode, filters, columns, asOf, previous }: CheckedQuestion,
    { language }: ExportQuestion,
  ) {
    const { pool, timeZone } = this.sources;
    // A checkpoint tells nothing of anybody's rows.
    const checkpoint = await reachingEverything(() => checkpointCovering(pool, asOf.position));
    return {
      format: MANIFEST_FORMAT,
      dataset: dataset.name,
      datasetVersion: dataset.version,
      profile,
      mode,
      filters,
      columns: columns.map(({ header }) => header),
      ...(language && { language }),
      key: dataset.key,
      asOf,
      ...(previous && { previous }),
      timeZone,
      checkpoint: checkpoint === undefined ? null : coveringCheckpoint(checkpoint),
      generator: GENERATOR,
    } as const;
  }

  private async checkReached({ dataset, asOf, previous }: CheckedQuestion): Promise<void> {
    const wanted = Math.max(asOf.position, previous?.position ?? 0);
    const reached = await reachedPosition(this.sources.pool, dataset.views);
    if (reached < wanted) throw new NotYetProjected(wanted, reached);
  }
}

/** The rows that are written so far. */
class RowCount {
  rows = 0;

  constructor(private readonly onRows: WriteOptions['onRows']) {}

  add(more: number): void {
    this.rows += more;
    this.onRows?.(this.rows);
  }
}

const FILE_NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,199}$/;

function filesOf(name: string): readonly [csv: string, description: string] {
  return [`${name}.csv`, `${name}.csv-metadata.json`];
}

function jsonOf(content: object): Buffer {
  return Buffer.from(`${JSON.stringify(content, undefined, 2)}\n`);
}

/** What cannot be removed was not written by us. */
async function removeFile(path: string): Promise<void> {
  await rm(path, { force: true }).catch(() => undefined);
}

async function exists(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined)) !== undefined;
}
