import { IsIn, IsInt, IsISO8601, IsOptional, IsString, Max, Min } from 'class-validator';
import { describe } from '#libs/governance';
import { DELIVERY_STATES, MESSAGE_TYPES } from '#libs/webhooks';
import type { Delivery, DeliveryState, MessageType } from '#libs/webhooks';
import type { WholeShape } from '../answers/shape.js';
import { ListOf } from '../openapi/part.js';

export class DeliveryAttemptAnswer {
  @IsInt() @Min(1) readonly attempt!: number;

  @IsISO8601() readonly startedAt!: string;

  @describe('Absent while the call lasts, and for good where the worker died over it.')
  @IsOptional()
  @IsISO8601()
  readonly finishedAt?: string;

  @describe('Of the answer, where there was one.')
  @IsOptional()
  @IsInt()
  @Min(100)
  @Max(999)
  readonly status?: number;

  @describe('Why it failed.')
  @IsOptional()
  @IsString()
  readonly error?: string;
}

/** A message to a webhook, and what became of it. */
export class DeliveryAnswer {
  @describe('`webhook-id`: the same whenever the message is told.')
  @IsString()
  readonly id!: string;

  @IsIn(MESSAGE_TYPES) readonly event!: MessageType;

  @describe('Of a change: its position in `/v1/status-changes`.')
  @IsOptional()
  @IsInt()
  readonly position?: number;

  @describe(
    '`pending`: it waits, for its turn or for another attempt. `skipped`: the webhook was enabled ' +
      'from a later moment on.',
  )
  @IsIn(DELIVERY_STATES)
  readonly state!: DeliveryState;

  @IsISO8601() readonly createdAt!: string;

  @describe('When it was told, given up or skipped.')
  @IsOptional()
  @IsISO8601()
  readonly finishedAt?: string;

  @describe('The last 20 calls, latest first.')
  @ListOf(() => DeliveryAttemptAnswer)
  readonly attempts!: DeliveryAttemptAnswer[];
}

export function deliveryAnswer(delivery: Delivery): WholeShape<DeliveryAnswer> {
  const { id, type, position, state, madeAt, doneAt, attempts } = delivery;
  return {
    id,
    event: type,
    ...(position !== undefined && { position }),
    state,
    createdAt: madeAt.toISOString(),
    ...(doneAt && { finishedAt: doneAt.toISOString() }),
    attempts: attempts.map(({ attempt, beganAt, endedAt, status, error }) => ({
      attempt,
      startedAt: beganAt.toISOString(),
      ...(endedAt && { finishedAt: endedAt.toISOString() }),
      ...(status !== undefined && { status }),
      ...(error !== undefined && { error }),
    })),
  };
}
