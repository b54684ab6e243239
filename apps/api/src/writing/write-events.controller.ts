import { Body, Controller, Headers, HttpCode, HttpStatus, Post, Res } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { IncomingHttpHeaders } from 'node:http';
import { Readable } from 'node:stream';
import type { JsonValue } from '#libs/ledger';
import { parseStrict } from '#libs/ledger';
import type { Checked, IncomingEvent, RecordOptions } from '#libs/recording';
import { parseEnvelope, Refused } from '#libs/recording';
import { AllowedToWhole } from '../access/allowed-to.js';
import { Actor } from '../access/identity.js';
import { Flow } from '../answers/answer.js';
import { JSON_TYPES, LINES_TYPE } from '../bodies/body-parsers.js';
import { mediaTypeOf } from '../bodies/media-type.js';
import { RecordsEvents } from '../openapi/records-events.js';
import type { Asked } from '../parameters/parameter.js';
import { choice, flag } from '../parameters/parameter.js';
import { AskedQuery, Takes } from '../parameters/takes.js';
import { Problem } from '../problems/problem.js';
import { eventOfHeaders, isBinaryMode } from './binary-mode.js';
import { AwaitCheckpoint } from './await-checkpoint.js';
import type { Receipt } from './receipt.js';
import { receiptOf } from './receipt.js';
import { RecordEvents } from './record-events.js';
import { RecordLines } from './record-lines.js';

const WRITING = {
  dryRun: flag('Checks and decides, but writes nothing.'),
  wait: choice('Answers when a signed checkpoint covers the events, with the proof of each.', [
    'checkpoint',
  ]),
};

@ApiTags('Events')
@Controller('v1/events')
@AllowedToWhole('analyst')
export class WriteEventsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Post()
  @HttpCode(HttpStatus.OK)
  @Takes(WRITING)
  @RecordsEvents()
  async record(
    @Headers() headers: IncomingHttpHeaders,
    @Body() body: Buffer | Readable | undefined,
    @AskedQuery() { dryRun = false, wait }: Asked<typeof WRITING>,
    @Actor() actor: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Receipt | readonly Receipt[] | Flow> {
    const asked = { actor, dryRun, wait: wait !== undefined && !dryRun };
    const type = mediaTypeOf(headers['content-type'], [...JSON_TYPES, LINES_TYPE]);
    if (body instanceof Readable) return this.lines(body, asked);
    const json = parseStrict(body ?? Buffer.alloc(0));
    if (type === 'application/cloudevents-batch+json') return this.batch(json, asked, reply);
    const isBinary = type === 'application/json' && isBinaryMode(headers);
    return this.one(isBinary ? eventOfHeaders(headers, json) : json, asked, reply);
  }

  private async one(json: JsonValue, asked: AskedRecording, reply: FastifyReply) {
    const checked = await this.commands.execute(new RecordEvents([envelope(json)], asked));
    placed(checked, asked, reply);
    const [receipt] = await this.receipts(checked, asked);
    if (receipt === undefined) throw new Error('A recorded event has no receipt.');
    return receipt;
  }

  private async batch(json: JsonValue, asked: AskedRecording, reply: FastifyReply) {
    const events = batchOf(json);
    try {
      const checked = await this.commands.execute(new RecordEvents(events, asked));
      placed(checked, asked, reply);
      return await this.receipts(checked, asked);
    } catch (error) {
      throw error instanceof Refused ? inBatch(error) : error;
    }
  }

  private async receipts(checked: readonly Checked[], { wait }: AskedRecording) {
    const receipts = checked.map(receiptOf);
    return wait ? this.queries.execute(new AwaitCheckpoint(receipts)) : receipts;
  }

  private async lines(source: Readable, asked: AskedRecording) {
    if (asked.wait) throw new Problem('not-available', 'Lines are answered without waiting.');
    const answers = await this.commands.execute(new RecordLines(source, asked));
    return new Flow(LINES_TYPE, Readable.from(answers));
  }
}

interface AskedRecording extends RecordOptions {
  /** The answer comes when a checkpoint covers the events. */
  readonly wait: boolean;
}

function envelope(json: JsonValue): IncomingEvent {
  const event = parseEnvelope(json);
  if (event instanceof Refused) throw event;
  return event;
}

function batchOf(json: JsonValue): readonly IncomingEvent[] {
  if (!Array.isArray(json))
    throw new Refused('invalid-event', 'A batch is a JSON array of events.');
  return (json as readonly JsonValue[]).map((one, index) => {
    const event = parseEnvelope(one);
    if (event instanceof Refused) throw inBatch(event.at(index));
    return event;
  });
}

/** Pointers lead into the body, which is the whole batch. */
function inBatch({ code, detail, errors, index, facts }: Refused): Refused {
  const pointed = errors.map((one) => ({ ...one, pointer: `/${index}${one.pointer}` }));
  return new Refused(code, detail, { errors: pointed, index, facts });
}

/** 201 where anything new was recorded; 200 where all of it had been before, or in a dry run. */
function placed(checked: readonly Checked[], { dryRun }: RecordOptions, reply: FastifyReply): void {
  const isNew = dryRun !== true && checked.some(({ duplicate }) => !duplicate);
  if (isNew) reply.code(HttpStatus.CREATED);
  reply.header('cache-control', 'no-store');
  const last = checked.reduce((most, { position = 0 }) => Math.max(most, position), 0);
  if (last > 0) reply.header('edict-position', String(last));
  if (checked.length === 1 && last > 0) reply.header('location', `/v1/events/${last}`);
}
