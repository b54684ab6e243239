import { IsArray, IsIn, IsInt, IsISO8601, IsOptional, IsString, Min } from 'class-validator';
import { describe } from '#libs/governance';
import { DISABLED_REASONS } from '#libs/webhooks';
import type { DisabledReason, StoredWebhook } from '#libs/webhooks';
import type { WholeShape } from '../answers/shape.js';
import { ListOf, Part } from '../openapi/part.js';
import { WebhookRequest } from './webhook-bodies.js';

export class WebhookDisabledAnswer {
  @IsISO8601() readonly at!: string;

  @describe(
    '`switched-off`: somebody did. `gone`: the receiver answered 410. `failing`: too many calls in ' +
      'a row have failed. `not-authorised`: the key that answers for it is over.',
  )
  @IsIn(DISABLED_REASONS)
  readonly because!: DisabledReason;

  @IsOptional() @IsString() readonly detail?: string;
}

export class WebhookSecretAnswer {
  @IsISO8601() readonly createdAt!: string;

  @describe('When it ceases to sign. Absent of the newest.')
  @IsOptional()
  @IsISO8601()
  readonly endsAt?: string;
}

/** A webhook as it stands. */
export class WebhookAnswer extends WebhookRequest {
  @IsString() readonly id!: string;

  @describe('The only companies that it is ever told of. Absent: it may be told of all.')
  @IsOptional()
  @IsArray()
  @IsString({ each: true })
  readonly boundTo?: string[];

  @describe('Present while it is not told, with the reason.')
  @IsOptional()
  @Part(() => WebhookDisabledAnswer)
  readonly disabled?: WebhookDisabledAnswer;

  @describe('All changes up to this position are told, or wait; it goes on after it.')
  @IsInt()
  @Min(0)
  readonly announcedTo!: number;

  @describe('Messages that wait to be told.')
  @IsInt()
  @Min(0)
  readonly pending!: number;

  @describe('Calls that have failed in a row.')
  @IsInt()
  @Min(0)
  readonly failures!: number;

  @IsOptional() @IsISO8601() readonly failingSince?: string;

  @IsOptional() @IsISO8601() readonly nextAttemptAt?: string;

  @describe('What it is signed with at the moment, the newest first; never the secrets themselves.')
  @ListOf(() => WebhookSecretAnswer)
  readonly secrets!: WebhookSecretAnswer[];

  @IsISO8601() readonly createdAt!: string;

  @IsString() readonly createdBy!: string;

  @IsISO8601() readonly changedAt!: string;

  @describe('Whose key answers for it: once that is revoked, the webhook is told nothing.')
  @IsString()
  readonly changedBy!: string;

  @describe('What it is signed with from now on. It is shown now and never again.')
  @IsOptional()
  @IsString()
  readonly secret?: string;
}

export function webhookAnswer(webhook: StoredWebhook, secret?: string): WholeShape<WebhookAnswer> {
  const { id, name, url, events, filters, leadDays, companies, disabled } = webhook;
  const { failingSince, nextAttemptAt } = webhook;
  return {
    id,
    ...(name !== undefined && { name }),
    url,
    events,
    ...(Object.keys(filters).length > 0 && { filters }),
    leadDays,
    ...(companies && { boundTo: companies }),
    enabled: disabled === undefined,
    ...(disabled && { disabled: { ...disabled, at: disabled.at.toISOString() } }),
    announcedTo: webhook.announcedTo,
    pending: webhook.pending,
    failures: webhook.failures,
    ...(failingSince && { failingSince: failingSince.toISOString() }),
    ...(nextAttemptAt && { nextAttemptAt: nextAttemptAt.toISOString() }),
    secrets: webhook.secrets.map(({ madeAt, endsAt }) => ({
      createdAt: madeAt.toISOString(),
      ...(endsAt && { endsAt: endsAt.toISOString() }),
    })),
    createdAt: webhook.madeAt.toISOString(),
    createdBy: webhook.madeBy,
    changedAt: webhook.changedAt.toISOString(),
    changedBy: webhook.changedBy,
    ...(secret !== undefined && { secret }),
  };
}
