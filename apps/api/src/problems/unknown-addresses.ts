import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Problem } from './problem.js';

export const URL_LENGTH_MAX = 8 * 1024;

interface Route {
  readonly methods: readonly string[];
  readonly path: RegExp;
}

/** Refuses addresses that are too long; answers 405 with Allow where an address exists but not with this method, and 404 elsewhere. */
export function refuseUnknownAddresses(server: FastifyInstance): void {
  const routes: Route[] = [];
  server.addHook('onRoute', ({ method, url }) => {
    routes.push({ methods: [method].flat(), path: pathOf(url) });
  });
  server.addHook('onRequest', (request, _reply, done) => {
    done(addressProblem(routes, request));
  });
}

function addressProblem(routes: readonly Route[], { url, is404 }: FastifyRequest) {
  if (url.length > URL_LENGTH_MAX) {
    return new Problem('url-too-long', `The address has more than ${URL_LENGTH_MAX} characters.`);
  }
  return is404 ? unknownAddress(routes, url) : undefined;
}

function unknownAddress(routes: readonly Route[], url: string): Problem {
  const path = url.split('?', 1)[0] ?? url;
  const allowed = routes.filter((route) => route.path.test(path)).flatMap(({ methods }) => methods);
  if (allowed.length === 0) return new Problem('not-found', 'There is nothing at this address.');
  const allow = [...new Set(allowed)].sort().join(', ');
  return new Problem('method-not-allowed', `This address takes ${allow}.`, { headers: { allow } });
}

function pathOf(url: string): RegExp {
  const pattern = url
    .replace(/[.+?^${}()|[\]\\]/g, '\\$&')
    .replace(/\/:[^/]+/g, '/[^/]+')
    .replace(/\*/g, '.*');
  return new RegExp(`^${pattern}$`);
}
