import type { FastifyRequest } from 'fastify';
import type { Config } from '#libs/runtime';

const OF_THIS_MACHINE = /^(?:localhost|127\.0\.0\.1|\[::1\])(?::\d{1,5})?$/;

type Origins = Pick<Config, 'publicOrigin'>;

/**
 * Where the server is reached, for links that it makes: as the settings say, or where the request
 * has reached it. The `Host` of a request is believed only where it names this machine itself, so
 * that nobody makes a secret link lead elsewhere.
 */
export function ownOrigin({ publicOrigin }: Origins, { host, socket }: FastifyRequest): string {
  if (publicOrigin !== undefined) return publicOrigin;
  if (OF_THIS_MACHINE.test(host)) return `http://${host}`;
  const { localAddress = '', localPort = 0, localFamily } = socket;
  const address = localFamily === 'IPv6' ? `[${localAddress}]` : localAddress;
  return `http://${address}:${localPort}`;
}

/**
 * Whether a browser says that the request comes from a page of this server or from its address
 * bar. Browsers say so since 2023 (Sec-Fetch-Site); older ones name the origin where it matters.
 */
export function isOfOwnPage({ publicOrigin }: Origins, request: FastifyRequest): boolean {
  const { 'sec-fetch-site': site, origin } = request.headers;
  const changes = !HARMLESS.has(request.method);
  if (site !== undefined) return site === 'same-origin' || (site === 'none' && !changes);
  if (origin === undefined) return !changes;
  return origin === (publicOrigin ?? `http://${request.host}`);
}

const HARMLESS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);
