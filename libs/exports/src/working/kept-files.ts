import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { syncFolder } from '#libs/runtime';
import { digestOfFile } from '../files/digest.js';
import { absent, codeOf } from '../files/failure.js';
import { MANIFEST_FILE } from '../writing/manifest.js';
import type { Manifest, WrittenFile } from '../writing/manifest.js';

/** The names of folders that people may choose do not begin with a dot. */
const RUNS_FOLDER = '.runs';

/** The files of a run, whole. */
export interface KeptRun {
  /** The manifest is the last one. */
  readonly files: readonly WrittenFile[];
  readonly rows: number;
  readonly manifestSha256: string;
}

/** Where the files of runs are kept until their retention ends, one folder a run. */
export class KeptFiles {
  readonly #folder: string;

  /** @param root the folder that exports are delivered below */
  constructor(root: string) {
    this.#folder = join(root, RUNS_FOLDER);
  }

  folderOf(run: string): string {
    return join(this.#folder, run);
  }

  /** An empty folder for one attempt; what attempts before it left is removed. */
  async begin(run: string, attempt: number): Promise<string> {
    await mkdir(this.#folder, { recursive: true });
    await this.clear(run);
    const folder = join(this.#folder, `${beginningOf(run)}${attempt}`);
    await mkdir(folder);
    return folder;
  }

  /** Gives what an attempt wrote its place; where another attempt was first, its files stay. */
  async keep(run: string, folder: string): Promise<KeptRun> {
    try {
      await rename(folder, this.folderOf(run));
      await syncFolder(this.#folder);
    } catch (error) {
      if (!isTaken(error)) throw error;
    }
    await this.clear(run);
    const kept = await this.find(run);
    if (kept === undefined) throw new Error(`The files of run ${run} are not whole.`);
    return kept;
  }

  /** The files of a run, if all of them are there and are what the manifest says. */
  async find(run: string): Promise<KeptRun | undefined> {
    const folder = this.folderOf(run);
    const bytes = await readFile(join(folder, MANIFEST_FILE)).catch(absent);
    if (bytes === undefined) return undefined;
    const { files, rows } = JSON.parse(bytes.toString()) as Manifest;
    for (const { name, sha256 } of files) {
      if ((await digestOfFile(join(folder, name))) !== sha256) return undefined;
    }
    const manifestSha256 = createHash('sha256').update(bytes).digest('hex');
    const manifest = { name: MANIFEST_FILE, bytes: bytes.length, sha256: manifestSha256 };
    return { files: [...files, manifest], rows, manifestSha256 };
  }

  /** The runs that anything is there of. */
  async runs(): Promise<readonly string[]> {
    const names = await readdir(this.#folder).catch(absent);
    return [...new Set((names ?? []).map(runIn))];
  }

  async remove(run: string): Promise<void> {
    await rm(this.folderOf(run), { recursive: true, force: true });
    await this.clear(run);
  }

  /** Removes what attempts began. One that is taken for dead and is not fails by that. */
  async clear(run: string): Promise<void> {
    const names = await readdir(this.#folder).catch(absent);
    for (const name of names ?? []) {
      if (!name.startsWith(beginningOf(run))) continue;
      await rm(join(this.#folder, name), { recursive: true, force: true });
    }
  }
}

function beginningOf(run: string): string {
  return `.${run}.`;
}

/** The run that a folder is of, or one for an attempt. */
function runIn(name: string): string {
  return name.replace(/^\.|\.\d+$/g, '');
}

function isTaken(error: unknown): boolean {
  return ['ENOTEMPTY', 'EEXIST'].includes(codeOf(error) ?? '');
}
