import type { IQueryHandler } from '@nestjs/cqrs';
import { Query, QueryHandler } from '@nestjs/cqrs';
import { columnsOf } from '#libs/exports';
import type { EventSelection, RecordedEvent } from '#libs/ledger';
import { Ledger } from '#libs/ledger';
import { Table, View } from '../answers/answer.js';
import type { ListRequest } from '../lists/listed.js';
import { CloudEvent, cloudEventOf } from './cloud-event.js';
import type { EVENT_PARAMETERS } from './event-parameters.js';
import { EventSelections } from './event-selection.js';
import { cloudEvents } from './stream-events.js';

export type EventsRequest = ListRequest<typeof EVENT_PARAMETERS>;

/** A page of the ledger in position order, or the whole selection as CSV. */
export class ListEvents extends Query<View | Table> {
  constructor(readonly request: EventsRequest) {
    super();
  }
}

@QueryHandler(ListEvents)
export class ListEventsHandler implements IQueryHandler<ListEvents> {
  constructor(
    private readonly ledger: Ledger,
    private readonly selections: EventSelections,
  ) {}

  execute({ request }: ListEvents): Promise<View | Table> {
    return request.csv === undefined ? this.page(request) : this.table(request);
  }

  private async page({ asked, limit, cursor, next }: EventsRequest): Promise<View> {
    const horizon = await this.selections.horizon();
    const position = cursor?.position ?? horizon;
    const wanted = await this.selections.upTo(position, asked);
    const selection = wanted && goingOn(wanted, Number(cursor?.after.key ?? 0));
    const events = selection === undefined ? [] : await this.ledger.page(selection, limit);
    const isLast = await this.isLast(selection, events, limit);
    const end = { sort: '', key: String(events.at(-1)?.position) };
    const more = isLast ? {} : { next: next(position, end) };
    const asOf = { knownAt: `position:${position}`, position };
    return new View({ items: events.map(cloudEventOf), ...more, asOf }, horizon);
  }

  /** Looks one event further, so that the last page says that it is the last. */
  private async isLast(
    selection: EventSelection | undefined,
    events: readonly RecordedEvent[],
    limit: number,
  ): Promise<boolean> {
    const last = events.at(-1);
    if (selection === undefined || last === undefined || events.length < limit) return true;
    const further = await this.ledger.page({ ...selection, after: last.position }, 1);
    return further.length === 0;
  }

  private async table({ asked, csv = 'data' }: EventsRequest): Promise<Table> {
    const position = await this.selections.horizon();
    const selection = await this.selections.upTo(position, asked);
    const rows = cloudEvents(selection === undefined ? [] : this.ledger.stream(selection));
    return new Table('events', columnsOf(CloudEvent), rows, csv, position);
  }
}

function goingOn(selection: EventSelection, after: number): EventSelection {
  return { ...selection, after: Math.max(selection.after ?? 0, after) };
}
