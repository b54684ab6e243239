import type { MessageType } from '../webhook-terms.js';

export const DELIVERY_STATES = ['pending', 'delivered', 'failed', 'skipped'] as const;
export type DeliveryState = (typeof DELIVERY_STATES)[number];

/** One call. */
export interface Attempt {
  readonly attempt: number;
  readonly beganAt: Date;
  /** Absent while it lasts, and for good where whoever called was cut short. */
  readonly endedAt?: Date;
  /** Of the answer, where there was one. */
  readonly status?: number;
  readonly error?: string;
}

/** A message to one webhook, and what became of it. */
export interface Delivery {
  /** `webhook-id`, the same whenever it is told. */
  readonly id: string;
  readonly sequence: number;
  readonly type: MessageType;
  /** Of a change of a status: as in `/v1/status-changes`. */
  readonly position?: number;
  readonly state: DeliveryState;
  readonly madeAt: Date;
  readonly doneAt?: Date;
  /** The last ones, latest first. */
  readonly attempts: readonly Attempt[];
}

export interface DeliveryColumns extends Omit<Delivery, 'position' | 'doneAt' | 'attempts'> {
  readonly position: number | null;
  readonly doneAt: Date | null;
  /** Within JSON, so that times are texts. */
  readonly attempts: readonly {
    readonly attempt: number;
    readonly beganAt: string;
    readonly endedAt: string | null;
    readonly status: number | null;
    readonly error: string | null;
  }[];
}

export function deliveryOf({ position, doneAt, attempts, ...others }: DeliveryColumns): Delivery {
  return {
    ...others,
    ...(position !== null && { position }),
    ...(doneAt !== null && { doneAt }),
    attempts: attempts.map(({ attempt, beganAt, endedAt, status, error }) => ({
      attempt,
      beganAt: new Date(beganAt),
      ...(endedAt !== null && { endedAt: new Date(endedAt) }),
      ...(status !== null && { status }),
      ...(error !== null && { error }),
    })),
  };
}
