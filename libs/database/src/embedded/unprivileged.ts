import { mkdir, chown } from 'node:fs/promises';
import { userInfo } from 'node:os';
import type { Binaries } from './binaries.js';
import { run } from './run.js';
import type { Identity } from './run.js';
import { PostgresUnavailable } from './unavailable.js';

const USER = 'postgres';

/** PostgreSQL refuses to run as root: root starts it as the user `postgres`, made if missing. */
export async function serverIdentity(): Promise<Identity> {
  if (process.platform === 'win32' || userInfo().uid !== 0) return {};
  const found = await lookUp();
  if (found) return found;
  await run('groupadd', ['--system', USER]);
  await run('useradd', ['--system', '--gid', USER, '--no-create-home', USER]);
  const made = await lookUp();
  if (made) return made;
  throw new PostgresUnavailable(
    `PostgreSQL does not run as root and the user "${USER}" could not be made: ` +
      'start Edict as an ordinary user, or set EDICT_DATABASE_URL.',
  );
}

async function lookUp(): Promise<Identity | undefined> {
  const [uid, gid] = [await run('id', ['-u', USER]), await run('id', ['-g', USER])];
  if (uid.code !== 0 || gid.code !== 0) return undefined;
  return { uid: Number.parseInt(uid.output, 10), gid: Number.parseInt(gid.output, 10) };
}

/**
 * Makes the folder and gives it to the identity. Returns the identity that reaches all it needs:
 * where the checkout lies in a folder closed to others, as root's own is, one that may pass it.
 * @throws PostgresUnavailable where there is no such way
 */
export async function openFolder(
  folder: string,
  identity: Identity,
  binaries: Binaries,
): Promise<Identity> {
  await mkdir(folder, { recursive: true });
  if (identity.uid === undefined || identity.gid === undefined) return identity;
  await chown(folder, identity.uid, identity.gid);
  for (const candidate of [identity, { ...identity, passes: true }]) {
    if (await reaches(candidate, folder, binaries)) return candidate;
  }
  throw new PostgresUnavailable(
    `PostgreSQL runs as the user "${USER}", who cannot reach ${folder} or ${binaries.postgres}: ` +
      'move Edict to a folder that others may enter, start it as an ordinary user, or set ' +
      'EDICT_DATABASE_URL.',
  );
}

async function reaches(identity: Identity, folder: string, binaries: Binaries): Promise<boolean> {
  const server = await run(binaries.postgres, ['--version'], { ...identity, cwd: '/' });
  if (server.code !== 0) return false;
  const write = ['-c', 'test -w "$0" && test -x "$0"', folder];
  return (await run('/bin/sh', write, { ...identity, cwd: '/' })).code === 0;
}
