import { createHash } from 'node:crypto';
import { constants, createReadStream } from 'node:fs';
import {
  link,
  lstat,
  mkdir,
  open,
  readdir,
  readFile,
  realpath,
  rename,
  rm,
} from 'node:fs/promises';
import { join, sep } from 'node:path';
import { syncFolder } from '#libs/runtime';
import type { FolderDelivery } from '../definitions/export-terms.js';
import { digestOfFile } from '../files/digest.js';
import { absent, codeOf } from '../files/failure.js';
import { MANIFEST_FILE } from '../writing/manifest.js';
import type { WrittenFile } from '../writing/manifest.js';
import { DeliveryFailed, stampOf } from './delivered-run.js';
import type { DeliveredRun } from './delivered-run.js';
import { segmentsOf } from './folder-path.js';

const PART = '.part';
/** What file systems answer that cannot give a file a second name. */
const NO_LINKS = new Set(['EPERM', 'ENOSYS', 'ENOTSUP', 'EOPNOTSUPP']);

/**
 * Puts the files of a run into a folder of its own below a folder of the root of exports: each under
 * another name first, and the manifest last, so that what has its name is whole and a folder with a
 * manifest is complete. Done again it changes nothing, and a file of another is never written over.
 * @param attempt no other attempt of the run has it, so that one taken for dead disturbs no other
 */
export async function deliverToFolder(
  root: string,
  { path }: FolderDelivery,
  run: DeliveredRun,
  attempt: string,
  signal: AbortSignal,
): Promise<void> {
  const segments = segmentsOf(path);
  if (segments === undefined) throw new DeliveryFailed(`"${path}" is no folder.`, true);
  const folder = await folderBelow(root, [...segments, stampOf(run)]);
  const isOwn = await isOwnFolder(folder, run);
  await removeParts(folder);
  for (const file of run.files) {
    signal.throwIfAborted();
    const named = join(folder, file.name);
    if ((await digestOfFile(named)) === file.sha256) continue;
    const part = `${named}.${run.run}-${attempt}${PART}`;
    try {
      await copyWhole(join(run.folder, file.name), part, file, signal);
      await (isOwn ? rename(part, named) : nameOnce(part, named, file));
    } finally {
      await rm(part, { force: true });
    }
  }
  await syncFolder(folder);
  await syncFolder(join(folder, '..'));
}

/** Makes the folder, one step after another, and goes through no link out of the root. */
async function folderBelow(root: string, segments: readonly string[]): Promise<string> {
  await mkdir(root, { recursive: true });
  const top = await realpath(root);
  let folder = top;
  for (const segment of segments) {
    folder = join(folder, segment);
    await mkdir(folder).catch(unlessItIsThere);
    if (!(await lstat(folder)).isDirectory()) {
      throw new DeliveryFailed(`"${segment}" is no folder, or a link to one.`, true);
    }
  }
  if (!(await realpath(folder)).startsWith(top + sep)) {
    throw new DeliveryFailed('The folder leads out of the root of exports.', true);
  }
  return folder;
}

/**
 * Whether the folder has the manifest of this run, so that a file that is not what it says is mended.
 * @throws DeliveryFailed where it has that of another export of the same nominal time
 */
async function isOwnFolder(folder: string, { manifestSha256 }: DeliveredRun): Promise<boolean> {
  const bytes = await readFile(join(folder, MANIFEST_FILE)).catch(absent);
  if (bytes === undefined) return false;
  const digest = createHash('sha256').update(bytes).digest('hex');
  if (digest === manifestSha256) return true;
  throw new DeliveryFailed('Another export has been delivered to this folder.', true);
}

async function removeParts(folder: string): Promise<void> {
  const names = await readdir(folder);
  const parts = names.filter((name) => name.endsWith(PART));
  for (const name of parts) await rm(join(folder, name), { force: true });
}

async function copyWhole(
  from: string,
  part: string,
  { name, sha256 }: WrittenFile,
  signal: AbortSignal,
): Promise<void> {
  const digest = await copy(from, part, signal);
  if (digest !== sha256) throw new DeliveryFailed(`${name} is not what was written.`);
}

/** Two exports may be delivered to one folder at the same moment, and a name given by renaming is taken. */
async function nameOnce(part: string, named: string, { name, sha256 }: WrittenFile): Promise<void> {
  try {
    await link(part, named);
  } catch (error) {
    if (NO_LINKS.has(codeOf(error) ?? '')) return rename(part, named);
    unlessItIsThere(error);
    if ((await digestOfFile(named)) === sha256) return;
    throw new DeliveryFailed(`Another file is at the place of ${name}.`, true);
  }
}

/** @returns the digest of what was copied and is on the disk */
async function copy(from: string, part: string, signal: AbortSignal): Promise<string> {
  const { O_WRONLY, O_CREAT, O_EXCL, O_NOFOLLOW } = constants;
  const file = await open(part, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, 0o644);
  const hash = createHash('sha256');
  try {
    for await (const chunk of createReadStream(from, { signal }) as AsyncIterable<Buffer>) {
      hash.update(chunk);
      await file.writeFile(chunk);
    }
    await file.sync();
  } finally {
    await file.close();
  }
  return hash.digest('hex');
}

function unlessItIsThere(error: unknown): void {
  if (codeOf(error) !== 'EEXIST') throw error;
}
