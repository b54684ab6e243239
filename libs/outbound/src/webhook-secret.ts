import { randomBytes } from 'node:crypto';

const SECRET_BYTES = 32;
/** Of Standard Webhooks. */
const SECRET_PREFIX = 'whsec_';

export function newWebhookSecret(): Buffer {
  return randomBytes(SECRET_BYTES);
}

/** As libraries that verify webhooks take it. */
export function secretText(secret: Buffer): string {
  return SECRET_PREFIX + secret.toString('base64');
}
