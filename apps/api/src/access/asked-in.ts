import type { FastifyRequest } from 'fastify';

/** What the access log says of a request. */
export function askedIn({ method, url, ip }: FastifyRequest): {
  readonly resource: string;
  readonly address: string;
} {
  const [path = ''] = url.split('?');
  return { resource: `${method} ${path}`, address: ip };
}
