export const HEARTBEAT_MS = 15_000;
const HEARTBEAT = ': heartbeat\n\n';

/** Messages as they come, and a comment every so often that shows a dead connection, until aborted. */
export async function* withHeartbeat(
  messages: AsyncIterable<string>,
  signal: AbortSignal,
  heartbeatMs = HEARTBEAT_MS,
): AsyncGenerator<string> {
  const iterator = messages[Symbol.asyncIterator]();
  let pulse = beat(heartbeatMs, signal);
  try {
    let next = iterator.next();
    while (!signal.aborted) {
      const result = await Promise.race([next, pulse]);
      if (result === undefined) {
        pulse = beat(heartbeatMs, signal);
        yield HEARTBEAT;
      } else if (result.done === true) {
        return;
      } else {
        next = iterator.next();
        yield result.value;
      }
    }
  } finally {
    await iterator.return?.();
  }
}

/** Resolves after a while, or at once when aborted. */
function beat(heartbeatMs: number, signal: AbortSignal): Promise<undefined> {
  return new Promise((resolve) => {
    const finish = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', finish);
      resolve(undefined);
    };
    const timer = setTimeout(finish, heartbeatMs);
    signal.addEventListener('abort', finish);
  });
}
