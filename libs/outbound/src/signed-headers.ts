import { createHmac } from 'node:crypto';

/** What a webhook is told. */
export interface Message {
  /** The same whenever it is told, so that whoever is told twice sees it. */
  readonly id: string;
  /** JSON. */
  readonly body: Buffer;
}

/**
 * The headers of a message as Standard Webhooks has them, signed with each of the secrets: while one
 * takes the place of another, whoever has either can verify it.
 */
export function signedHeaders(
  { id, body }: Message,
  at: Date,
  secrets: readonly Buffer[],
): Readonly<Record<string, string>> {
  const timestamp = String(Math.floor(at.getTime() / 1000));
  const signed = Buffer.concat([Buffer.from(`${id}.${timestamp}.`), body]);
  const signatures = secrets.map(
    (secret) => `v1,${createHmac('sha256', secret).update(signed).digest('base64')}`,
  );
  return {
    'content-type': 'application/json',
    'user-agent': 'edict',
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': signatures.join(' '),
  };
}
