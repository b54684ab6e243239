import type { ServerResponse } from 'node:http';

/** Calls once a response is over, whole or not; at once where it is over already. */
export function onceOver(response: ServerResponse, over: () => void): void {
  if (response.destroyed) over();
  else response.once('close', over);
}
