import type { IncomingMessage } from 'node:http';

/** How long nothing of a body may come while it is waited for. */
export const BODY_IDLE_MS = 60_000;

/**
 * Ends the connection of a body of which nothing comes any more. One that comes slowly, or that the
 * server itself reads slowly, may take any time: a stream of events has no length that is known.
 */
export function awaitBody(request: IncomingMessage, idleMs: number): void {
  const { socket } = request;
  let received = socket.bytesRead;
  const watch = setInterval(() => {
    const isWaitedFor = !request.complete && request.readableLength === 0;
    if (isWaitedFor && socket.bytesRead === received) request.destroy();
    received = socket.bytesRead;
  }, idleMs);
  watch.unref();
  request.once('end', end).once('close', end);
  function end(): void {
    clearInterval(watch);
  }
}
