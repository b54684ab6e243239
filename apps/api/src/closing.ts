import type { NestFastifyApplication } from '@nestjs/platform-fastify';

/** How long requests that were accepted may take to finish; of the ten seconds that are promised. */
export const CLOSE_GRACE_MS = 4_000;
const SWEEP_MS = 50;

/**
 * Finishes what was accepted, then closes. Connections that are kept alive are closed as soon as
 * they are idle, and all of them when the grace is over.
 */
export async function closeApi(app: NestFastifyApplication): Promise<void> {
  const server = app.getHttpServer();
  const sweep = setInterval(() => {
    server.closeIdleConnections();
  }, SWEEP_MS);
  const end = setTimeout(() => {
    server.closeAllConnections();
  }, CLOSE_GRACE_MS);
  try {
    await app.close();
  } finally {
    clearInterval(sweep);
    clearTimeout(end);
  }
}
