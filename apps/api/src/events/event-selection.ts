import { Inject, Injectable } from '@nestjs/common';
import { Companies } from '#libs/compliance';
import type { EventSelection } from '#libs/ledger';
import { endOf, startOf } from '../parameters/time-bound.js';
import type { EventsAsked } from './event-parameters.js';

export const TIME_ZONE = Symbol('IANA time zone in which bare dates are read');

/** Turns the filters of a request into a selection of the ledger. */
@Injectable()
export class EventSelections {
  constructor(
    private readonly companies: Companies,
    @Inject(TIME_ZONE) private readonly timeZone: string,
  ) {}

  /** Absent where nothing can match. */
  async of(asked: EventsAsked): Promise<EventSelection | undefined> {
    const subjects = await this.subjectsOf(asked);
    if (subjects?.length === 0) return undefined;
    return { ...this.plain(asked), ...(subjects === undefined ? {} : { subjects }) };
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
