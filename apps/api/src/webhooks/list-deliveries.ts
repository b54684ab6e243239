import type { IQueryHandler } from '@nestjs/cqrs';
import { Query, QueryHandler } from '@nestjs/cqrs';
import { Deliveries, DELIVERY_STATES, Webhooks } from '#libs/webhooks';
import type { WholeShape } from '../answers/shape.js';
import { openCursor, sealCursor } from '../lists/cursor.js';
import { LIMIT_DEFAULT, PAGING } from '../lists/list-parameters.js';
import { choice, readInteger } from '../parameters/parameter.js';
import type { Asked } from '../parameters/parameter.js';
import { Problem } from '../problems/problem.js';
import { deliveryAnswer } from './delivery-answer.js';
import type { DeliveryAnswer } from './delivery-answer.js';

export const DELIVERY_PARAMETERS = {
  state: choice('What became of it.', DELIVERY_STATES),
  ...PAGING,
};

export interface DeliveryPage {
  readonly items: readonly WholeShape<DeliveryAnswer>[];
  readonly next?: string;
}

/** A page of what a webhook was told or is to be told, latest first. */
export class ListDeliveries extends Query<DeliveryPage> {
  constructor(
    readonly webhook: string,
    readonly asked: Asked<typeof DELIVERY_PARAMETERS>,
  ) {
    super();
  }
}

@QueryHandler(ListDeliveries)
export class ListDeliveriesHandler implements IQueryHandler<ListDeliveries> {
  constructor(
    private readonly webhooks: Webhooks,
    private readonly deliveries: Deliveries,
  ) {}

  async execute({ webhook, asked }: ListDeliveries): Promise<DeliveryPage> {
    const { limit = LIMIT_DEFAULT, cursor: given, state } = asked;
    const list = `webhooks/${webhook}/deliveries`;
    const query = state === undefined ? {} : { state };
    const cursor = given === undefined ? undefined : openCursor(given, list, query);
    if ((await this.webhooks.find(webhook)) === undefined) {
      throw new Problem('not-found', 'There is no such webhook.');
    }
    const found = await this.deliveries.list(webhook, limit + 1, {
      ...query,
      ...(cursor && { before: sequenceIn(cursor.after.key) }),
    });
    const shown = found.slice(0, limit);
    // Deliveries are no view of the ledger, so the cursor has no position.
    const after = { sort: '', key: String(shown.at(-1)?.sequence) };
    const next = sealCursor({ list, position: 0, query, after });
    return { items: shown.map(deliveryAnswer), ...(found.length > limit && { next }) };
  }
}

function sequenceIn(key: string): number {
  const sequence = readInteger(key);
  if (sequence === undefined) throw new Problem('invalid-cursor', 'The cursor names no delivery.');
  return sequence;
}
