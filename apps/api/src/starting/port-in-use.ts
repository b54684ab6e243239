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

/** Turns the failure to listen into one line; other failures stay what they are. */
export function cannotListen({ host, port }: Config): (error: unknown) => never {
  return (error) => {
    const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : '';
    const reason = REASONS.get(String(code));
    if (reason === undefined) throw error;
    throw new CannotListen(`Port ${port} on ${host} ${reason}.`, { cause: error });
  };
}
