import { POLL_MS } from '../limits.js';

/** Resolves with the first of: the given wake-up, the poll interval, an abort. */
export function waited(signal: AbortSignal, onWake: (wake: () => void) => void): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, POLL_MS);
    signal.addEventListener('abort', done);
    onWake(done);
    if (signal.aborted) done();
  });
}
