import type { IQueryHandler } from '@nestjs/cqrs';
import { Query, QueryHandler } from '@nestjs/cqrs';
import { Readable } from 'node:stream';
import { Companies, Registers } from '#libs/compliance';
import { readPrimary } from '#libs/database';
import type { EventSelection, RecordedEvent } from '#libs/ledger';
import { Ledger } from '#libs/ledger';
import { PersonalValues } from '#libs/personal';
import { Flow } from '../answers/answer.js';
import { cloudEventOf } from './cloud-event.js';
import type { EventsAsked } from './event-parameters.js';
import { EventSelections } from './event-selection.js';
import { withHeartbeat } from './heartbeat.js';

export const SSE_TYPE = 'text/event-stream';
const RECONNECT_MS = 2_000;
const PROJECTION_WAIT_MS = 5_000;

/** The ledger live: what is recorded from now on, or from after a position. */
export class FollowEvents extends Query<Flow> {
  constructor(
    readonly asked: EventsAsked,
    readonly lastEventId: number | undefined,
    /** Fires when nobody listens any more. */
    readonly signal: AbortSignal,
  ) {
    super();
  }
}

@QueryHandler(FollowEvents)
export class FollowEventsHandler implements IQueryHandler<FollowEvents> {
  constructor(
    private readonly ledger: Ledger,
    private readonly selections: EventSelections,
    private readonly companies: Companies,
    private readonly registers: Registers,
    private readonly personal: PersonalValues,
  ) {}

  async execute({ asked, lastEventId, signal }: FollowEvents): Promise<Flow> {
    // A replica does not tell what is new, and has it later than those who are told.
    readPrimary();
    const position = await this.selections.horizon();
    const after = lastEventId ?? asked.after ?? position;
    const { subject: subjects } = asked;
    const plain = { ...this.selections.plain(asked), after };
    const selection = subjects === undefined ? plain : { ...plain, subjects };
    const messages = this.messages(selection, asked.company, signal);
    const content = Readable.from(messages, { objectMode: false });
    return new Flow(SSE_TYPE, content, position);
  }

  private async *messages(
    selection: EventSelection,
    company: string | undefined,
    signal: AbortSignal,
  ): AsyncGenerator<string> {
    yield `retry: ${RECONNECT_MS}\n\n`;
    const events = this.ledger.follow(selection, signal, () => this.selections.horizon());
    const chosen = company === undefined ? events : this.ofCompany(events, company);
    yield* withHeartbeat(this.messagesOf(chosen), signal);
  }

  private async *messagesOf(events: AsyncIterable<RecordedEvent>): AsyncGenerator<string> {
    for await (const event of events) {
      const data = JSON.stringify(await this.personal.reveal(cloudEventOf(event)));
      yield `id: ${event.position}\nevent: ${event.type}\ndata: ${data}\n\n`;
    }
  }

  /** Streams that come to belong to the company while it is followed are followed too. */
  private async *ofCompany(events: AsyncIterable<RecordedEvent>, company: string) {
    let members = new Set(await this.companies.streamsOf(company));
    const strangers = new Set<string>();
    for await (const event of events) {
      if (!members.has(event.subject) && !strangers.has(event.subject)) {
        await this.registers.waitUntil(event.position, PROJECTION_WAIT_MS);
        members = new Set(await this.companies.streamsOf(company));
        if (!members.has(event.subject)) strangers.add(event.subject);
      }
      if (members.has(event.subject)) yield event;
    }
  }
}
