import type { IQueryHandler } from '@nestjs/cqrs';
import { Query, QueryHandler } from '@nestjs/cqrs';
import { Readable } from 'node:stream';
import type { RecordedEvent } from '#libs/ledger';
import { Ledger } from '#libs/ledger';
import { PersonalValues } from '#libs/personal';
import { Flow } from '../answers/answer.js';
import { LINES_TYPE } from '../bodies/body-parsers.js';
import type { Shape } from '../answers/shape.js';
import type { CloudEvent } from './cloud-event.js';
import { cloudEventOf } from './cloud-event.js';
import type { EventsAsked } from './event-parameters.js';
import { EventSelections } from './event-selection.js';

/** The whole of a selection as NDJSON, one event per line. */
export class StreamEvents extends Query<Flow> {
  constructor(readonly asked: EventsAsked) {
    super();
  }
}

@QueryHandler(StreamEvents)
export class StreamEventsHandler implements IQueryHandler<StreamEvents> {
  constructor(
    private readonly ledger: Ledger,
    private readonly selections: EventSelections,
    private readonly personal: PersonalValues,
  ) {}

  async execute({ asked }: StreamEvents): Promise<Flow> {
    const position = await this.selections.horizon();
    const selection = await this.selections.upTo(position, asked);
    const events = selection === undefined ? [] : this.ledger.stream(selection);
    return new Flow(LINES_TYPE, Readable.from(lines(this.personal.revealEach(events))), position);
  }
}

type Events = AsyncIterable<RecordedEvent> | Iterable<RecordedEvent>;

export async function* cloudEvents(events: Events): AsyncGenerator<Shape<CloudEvent>> {
  for await (const event of events) yield cloudEventOf(event);
}

async function* lines(events: Events): AsyncGenerator<string> {
  for await (const event of cloudEvents(events)) yield `${JSON.stringify(event)}\n`;
}
