import { randomBytes } from 'node:crypto';

const EXPORT_ID_BYTES = 6;
const RUN_ID_BYTES = 10;
const SECRET_BYTES = 32;
/** Of Standard Webhooks. */
const SECRET_PREFIX = 'whsec_';

export function newExportId(): string {
  return randomBytes(EXPORT_ID_BYTES).toString('hex');
}

export function newRunId(): string {
  return randomBytes(RUN_ID_BYTES).toString('hex');
}

export function newWebhookSecret(): Buffer {
  return randomBytes(SECRET_BYTES);
}

/** As libraries that verify webhooks take it. */
export function secretText(secret: Buffer): string {
  return SECRET_PREFIX + secret.toString('base64');
}
