import type { DisabledReason, StoredWebhook, WebhookTerms } from '../webhook-terms.js';

/** A row of `webhooks.webhook`, and what stands elsewhere about it. */
export interface WebhookColumns extends Omit<
  StoredWebhook,
  'name' | 'companies' | 'disabled' | 'failingSince' | 'nextAttemptAt' | 'secrets'
> {
  readonly name: string | null;
  readonly companies: readonly string[] | null;
  readonly disabledAt: Date | null;
  readonly disabledBecause: DisabledReason | null;
  readonly disabledDetail: string | null;
  readonly failingSince: Date | null;
  readonly nextAt: Date;
  /** Within JSON, so that times are texts. */
  readonly secrets: readonly { readonly madeAt: string; readonly endsAt: string | null }[];
}

export function storedWebhook(columns: WebhookColumns): StoredWebhook {
  const { name, companies, disabledAt, disabledBecause, disabledDetail, ...more } = columns;
  const { failingSince, nextAt, secrets, ...others } = more;
  return {
    ...others,
    ...(name !== null && { name }),
    ...(companies !== null && { companies }),
    ...(disabledAt !== null &&
      disabledBecause !== null && {
        disabled: {
          at: disabledAt,
          because: disabledBecause,
          ...(disabledDetail !== null && { detail: disabledDetail }),
        },
      }),
    ...(failingSince !== null && { failingSince }),
    ...(failingSince !== null && disabledAt === null && { nextAttemptAt: nextAt }),
    secrets: secrets.map(({ madeAt, endsAt }) => ({
      madeAt: new Date(madeAt),
      ...(endsAt !== null && { endsAt: new Date(endsAt) }),
    })),
  };
}

/** The values of the columns that terms stand in, in the order of the statements. */
export function valuesOf({ name, url, events, filters, leadDays }: WebhookTerms) {
  return [name, url, events, JSON.stringify(filters), leadDays];
}
