const READERS_OF_VIEWS = ['reader', 'analyst', 'auditor', 'exporter'];

/** Whoever a webhook is told for. */
export interface WebhookIdentity {
  readonly roles: readonly string[];
  readonly companies?: readonly string[];
  readonly period?: object;
}

/** Who somebody is now that asked for something earlier; undefined where nobody is. */
export type Authority = (actor: string) => Promise<WebhookIdentity | undefined>;

/**
 * Why a webhook may not be told for somebody; undefined where it may. It is asked when a webhook is
 * made or changed, and again before each look for news and each call.
 */
export function webhookObjection(identity: WebhookIdentity | undefined): string | undefined {
  if (identity === undefined) return 'The key that answers for the webhook is revoked or over.';
  const { roles, period } = identity;
  if (period !== undefined) return 'A key of a period has no webhooks, for they tell of today.';
  if (roles.some((role) => READERS_OF_VIEWS.includes(role))) return undefined;
  return `A webhook needs a key with one of the roles ${READERS_OF_VIEWS.join(', ')}.`;
}

/** The companies that both may tell of; absent where both may tell of all. */
export function reachOf(
  webhook: readonly string[] | undefined,
  { companies }: WebhookIdentity,
): readonly string[] | undefined {
  if (webhook === undefined || companies === undefined) return webhook ?? companies;
  return webhook.filter((company) => companies.includes(company));
}
