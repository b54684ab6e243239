import { randomBytes } from 'node:crypto';

/** What a link or a cookie carries: the id finds it, the rest proves it. */
export interface BrowserSecret {
  readonly id: string;
  readonly secret: string;
  /** Both, as they are sent. */
  readonly text: string;
}

const ID_BYTES = 6;
const SECRET_BYTES = 32;
const TEXT = /^(?<id>[a-f0-9]{12})\.(?<secret>[\w-]{43})$/;

export function newBrowserSecret(): BrowserSecret {
  const id = randomBytes(ID_BYTES).toString('hex');
  const secret = randomBytes(SECRET_BYTES).toString('base64url');
  return { id, secret, text: `${id}.${secret}` };
}

/** Undefined for what cannot be one. */
export function browserSecretIn(text: string): BrowserSecret | undefined {
  const { id, secret } = TEXT.exec(text)?.groups ?? {};
  return id === undefined || secret === undefined ? undefined : { id, secret, text };
}
