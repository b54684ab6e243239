import { Controller, Get, Header, Headers, Param, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Readable } from 'node:stream';
import { AllowedAnyTime, READERS_OF_EVIDENCE } from '../access/allowed-to.js';
import { Evidence } from '../access/evidence.js';
import { Flow, View } from '../answers/answer.js';
import { negotiate } from '../answers/negotiation.js';
import { LINES_TYPE } from '../bodies/body-parsers.js';
import { Listed, Lists } from '../lists/listed.js';
import { FromReplica } from '../lists/replica.guard.js';
import { ReadProof } from '../log/read-proof.js';
import { EventAnswer, EventsAnswer } from '../openapi/event-answers.js';
import { ProofAnswer } from '../openapi/log-answers.js';
import type { Asked } from '../parameters/parameter.js';
import { flag, integer, readInteger } from '../parameters/parameter.js';
import { positionInPath } from '../parameters/path.js';
import { AskedQuery, Takes } from '../parameters/takes.js';
import { Problem } from '../problems/problem.js';
import { cloudEventOf } from './cloud-event.js';
import { EVENT_PARAMETERS } from './event-parameters.js';
import { FollowEvents, SSE_TYPE } from './follow-events.js';
import type { EventsRequest } from './list-events.js';
import { ListEvents } from './list-events.js';
import { LiveConnections } from './live-connections.js';
import { ReadEvent } from './read-event.js';
import { StreamEvents } from './stream-events.js';

const RAW = { raw: flag('The exact bytes that the leaf hash covers, and nothing else.') };
const OF_SIZE = {
  size: integer('Size of the checkpoint; the newest if not given.', { minimum: 1 }),
};
const EVENT_TYPE = 'application/cloudevents+json';

@Evidence()
@ApiTags('Events')
@Controller('v1/events')
@FromReplica()
@AllowedAnyTime(...READERS_OF_EVIDENCE)
export class EventsController {
  constructor(
    private readonly queries: QueryBus,
    private readonly connections: LiveConnections,
  ) {}

  @Get()
  @Lists('events', EVENT_PARAMETERS, [LINES_TYPE, SSE_TYPE])
  @EventsAnswer()
  list(
    @Listed() request: EventsRequest,
    @Headers('last-event-id') lastEventId: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<object> {
    const { asked } = request;
    switch (request.form) {
      case SSE_TYPE:
        return this.queries.execute(
          new FollowEvents(asked, positionOf(lastEventId), this.connections.open(reply.raw)),
        );
      case LINES_TYPE:
        return this.queries.execute(new StreamEvents(asked));
      default:
        return this.queries.execute(new ListEvents(request));
    }
  }

  @Get(':position')
  @Takes(RAW)
  @EventAnswer()
  async read(
    @Param('position') text: string,
    @AskedQuery() { raw = false }: Asked<typeof RAW>,
    @Headers('accept') accept: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<View | Flow> {
    const position = positionInPath(text);
    const type = negotiate(accept, ['application/json', EVENT_TYPE]);
    const stored = await this.queries.execute(new ReadEvent(position));
    if (stored === undefined) throw new Problem('not-found', `No event has position ${position}.`);
    reply.header('edict-leaf-hash', stored.leafHash);
    if (raw) return new Flow(EVENT_TYPE, Readable.from([stored.bytes]));
    const identity = [stored.leafHash, stored.event.data];
    return new View(cloudEventOf(stored.event), position, identity, type);
  }

  @AllowedAnyTime('analyst', 'auditor')
  @Get(':position/proof')
  @Takes(OF_SIZE)
  @Header('content-type', 'text/plain; charset=utf-8')
  @Header('cache-control', 'private, no-cache')
  @ProofAnswer()
  async prove(
    @Param('position') text: string,
    @AskedQuery() { size }: Asked<typeof OF_SIZE>,
  ): Promise<string> {
    const position = positionInPath(text);
    const proof = await this.queries.execute(new ReadProof(position, size));
    if (proof === undefined) throw new Problem('not-found', `No event has position ${position}.`);
    return proof;
  }
}

function positionOf(header: string | undefined): number | undefined {
  if (header === undefined) return undefined;
  const position = readInteger(header);
  if (position !== undefined) return position;
  const message = 'Last-Event-ID must be a ledger position.';
  throw new Problem('invalid-header', message, {
    errors: [{ pointer: '/headers/last-event-id', code: 'invalid-value', message }],
  });
}
