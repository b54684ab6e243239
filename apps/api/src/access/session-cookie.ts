import type { FastifyRequest } from 'fastify';
import type { Config } from '#libs/runtime';

type Origins = Pick<Config, 'publicOrigin'>;

/** With the prefix browsers take it only from this very host, over TLS and for every path. */
function nameOf(config: Origins): string {
  return isSecure(config) ? '__Host-edict-session' : 'edict-session';
}

function isSecure({ publicOrigin }: Origins): boolean {
  return publicOrigin?.startsWith('https:') === true;
}

/** What a browser is told to keep until then, and scripts never see. */
export function sessionCookie(config: Origins, text: string, endsAt: Date): string {
  return cookieOf(config, text, endsAt);
}

/** What makes a browser forget it. */
export function noSessionCookie(config: Origins): string {
  return cookieOf(config, '', new Date(0));
}

function cookieOf(config: Origins, value: string, expires: Date): string {
  const secure = isSecure(config) ? '; Secure' : '';
  const until = `Expires=${expires.toUTCString()}`;
  return `${nameOf(config)}=${value}; ${until}; Path=/; HttpOnly; SameSite=Strict${secure}`;
}

/** The session that a request names; undefined where it names none, or more than one. */
export function sessionIn(config: Origins, { headers }: FastifyRequest): string | undefined {
  const prefix = `${nameOf(config)}=`;
  const given = (headers.cookie ?? '').split(';').map((one) => one.trim());
  const [session, ...others] = given.filter((one) => one.startsWith(prefix));
  return others.length > 0 ? undefined : session?.slice(prefix.length);
}
