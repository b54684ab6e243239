export const HEARTBEAT_MS = 15_000;
const HEARTBEAT = ': heartbeat\n\n';

/** Messages as they come, and a comment every so often that shows a dead connection, until aborted. */
export async function* withHeartbeat(
  messages: AsyncIterable<string>,
  signal: AbortSignal,
  heartbeatMs = HEARTBEAT_MS,
): AsyncGenerator<string> {
  const iterator = messages[Symbol.asyncIterator]();
  try {
    let beat = nextBeat(heartbeatMs, signal);
    let next = iterator.next();
    for (;;) {
      const result = await Promise.race([next, beat]);
      if (result === 'over' || (result !== 'beat' && result.done === true)) return;
      if (result === 'beat') {
        beat = nextBeat(heartbeatMs, signal);
        yield HEARTBEAT;
      } else {
        next = iterator.next();
        yield result.value;
      }
    }
  } finally {
    await iterator.return?.();
  }
}

/** `beat` after a while, or `over` as soon as it is aborted. */
function nextBeat(heartbeatMs: number, signal: AbortSignal): Promise<'beat' | 'over'> {
  if (signal.aborted) return Promise.resolve('over');
  return new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer);
      resolve('over');
    };
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', end);
      resolve('beat');
    }, heartbeatMs);
    signal.addEventListener('abort', end);
  });
}
