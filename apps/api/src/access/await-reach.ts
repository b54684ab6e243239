import type { FastifyInstance } from 'fastify';
import { awaitingReach } from '#libs/database';

/** No statement of a request sees anything before its credential is known; see `RolesGuard`. */
export function awaitReach(server: FastifyInstance): void {
  server.addHook('preHandler', (_request, _reply, done) => {
    awaitingReach(done);
  });
}
