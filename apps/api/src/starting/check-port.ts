import { createServer } from 'node:net';
import { CannotRun } from '#libs/runtime';
import type { Config } from '#libs/runtime';

/** The API cannot listen where the settings say. */
export class CannotListen extends CannotRun {}

const REASONS: ReadonlyMap<string, string> = new Map([
  ['EADDRINUSE', 'is in use: stop what listens there, or set EDICT_PORT to another'],
  ['EACCES', 'may not be used by this user: set EDICT_PORT to one above 1023'],
  ['EADDRNOTAVAIL', 'is not an address of this machine: set EDICT_HOST'],
  ['ENOTFOUND', 'is not an address of this machine: set EDICT_HOST'],
]);

/**
 * Says in one line, before anything is started, that the API will not be able to listen.
 * @throws CannotListen
 */
export async function checkPort({ host, port }: Config): Promise<void> {
  const failure = await tryPort(host, port);
  if (failure === undefined) return;
  const reason = REASONS.get(failure) ?? `cannot be listened on (${failure})`;
  throw new CannotListen(`Port ${port} on ${host} ${reason}.`);
}

/** The code of what failed, if anything did. */
async function tryPort(host: string, port: number): Promise<string | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => {
      resolve(error.code ?? error.message);
    });
    server.listen(port, host, () => {
      server.close(() => {
        resolve(undefined);
      });
    });
  });
}
