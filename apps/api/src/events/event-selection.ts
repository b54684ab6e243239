import { Inject, Injectable } from '@nestjs/common';
import { Companies, Registers } from '#libs/compliance';
import { reachNow } from '#libs/database';
import { Ledger } from '#libs/ledger';
import type { EventSelection } from '#libs/ledger';
import { endOf, startOf } from '../parameters/time-bound.js';
import type { EventsAsked } from './event-parameters.js';

export const TIME_ZONE = Symbol('IANA time zone in which bare dates are read');

/** Turns the filters of a request into a selection of the ledger. */
@Injectable()
export class EventSelections {
  constructor(
    private readonly companies: Companies,
    private readonly ledger: Ledger,
    private readonly registers: Registers,
    @Inject(TIME_ZONE) private readonly timeZone: string,
  ) {}

  /**
   * Up to where whoever asks can see the ledger. The registers say whose a stream is: a request of
   * some companies does not see a new stream before they do, and must not be told it went past it.
   */
  async horizon(): Promise<number> {
    if (reachNow() !== 'everything') return this.registers.reached();
    return (await this.ledger.head()).position;
  }

  /** What was asked for, up to a position. Absent where nothing can match. */
  async upTo(position: number, asked: EventsAsked): Promise<EventSelection | undefined> {
    const subjects = await this.subjectsOf(asked);
    if (subjects?.length === 0) return undefined;
    const plain = this.plain(asked);
    const before = Math.min(plain.before ?? position + 1, position + 1);
    return { ...plain, before, ...(subjects === undefined ? {} : { subjects }) };
  }

  /** All conditions but those that name streams. */
  plain({ after, before, type, from, to }: EventsAsked): EventSelection {
    return {
      ...(after === undefined ? {} : { after }),
      ...(before === undefined ? {} : { before }),
      ...(type === undefined ? {} : { types: type }),
      ...(from === undefined ? {} : { from: startOf(from, this.timeZone) }),
      ...(to === undefined ? {} : { to: endOf(to, this.timeZone) }),
    };
  }

  private async subjectsOf({ subject, company }: EventsAsked) {
    if (company === undefined) return subject;
    const streams = await this.companies.streamsOf(company);
    return subject === undefined ? streams : streams.filter((stream) => subject.includes(stream));
  }
}
