import { Controller, Get, Header, Req } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { Malformed, parseTilePath } from '#libs/merkle';
import type { Tile } from '#libs/merkle';
import { AllowedTo, AllowedToWhole, READERS_OF_EVIDENCE } from '../access/allowed-to.js';
import { Evidence } from '../access/evidence.js';
import { Open } from '../access/open.js';
import type { Shape } from '../answers/shape.js';
import {
  CheckpointAnswer,
  ConsistencyOfAnswer,
  EntriesAnswer,
  KeysAnswer,
  TileAnswer,
} from '../openapi/log-answers.js';
import type { Asked } from '../parameters/parameter.js';
import { integer } from '../parameters/parameter.js';
import { AskedQuery, Takes } from '../parameters/takes.js';
import { invalidParameters, Problem } from '../problems/problem.js';
import { consistencyAnswer } from './log-answers.js';
import type { ConsistencyAnswer, LogKeysAnswer } from './log-answers.js';
import { ReadCheckpoint } from './read-checkpoint.js';
import { ReadConsistency } from './read-consistency.js';
import { ReadKeys } from './read-keys.js';
import { ReadTile } from './read-tile.js';

const BETWEEN = {
  from: integer('Size of the earlier checkpoint.', { minimum: 0 }),
  to: integer('Size of the later checkpoint; the newest if not given.', { minimum: 0 }),
};
const BYTES = 'application/octet-stream';
/** What a tile holds never changes. */
const FOR_EVER = 'max-age=31536000, immutable';

/** The ledger as a transparency log (C2SP tlog-tiles): `/v1/log` is the prefix of its resources. */
@ApiTags('Log')
@Controller('v1/log')
export class LogController {
  constructor(private readonly queries: QueryBus) {}

  @Open()
  @Get('checkpoint')
  @Header('content-type', 'text/plain; charset=utf-8')
  @Header('cache-control', 'no-cache')
  @CheckpointAnswer()
  async checkpoint(): Promise<string> {
    const checkpoint = await this.queries.execute(new ReadCheckpoint());
    if (checkpoint === undefined) throw nothingSigned();
    return checkpoint.note;
  }

  @Open()
  @Get('keys')
  @Header('cache-control', 'no-cache')
  @KeysAnswer()
  async keys(): Promise<Shape<LogKeysAnswer>> {
    const keys = await this.queries.execute(new ReadKeys());
    if (keys === undefined) throw nothingSigned();
    return keys;
  }

  @AllowedTo(...READERS_OF_EVIDENCE)
  @Get('consistency')
  @Takes(BETWEEN)
  @Header('cache-control', 'private, no-cache')
  @ConsistencyOfAnswer()
  async consistency(
    @AskedQuery() { from, to }: Asked<typeof BETWEEN>,
  ): Promise<Shape<ConsistencyAnswer>> {
    if (from === undefined) throw fromIsMissing();
    return consistencyAnswer(await this.queries.execute(new ReadConsistency(from, to)));
  }

  @Evidence()
  @AllowedToWhole('auditor')
  @Get('tile/entries/*')
  @Header('content-type', BYTES)
  @Header('cache-control', `private, ${FOR_EVER}`)
  @EntriesAnswer()
  entries(@Req() request: FastifyRequest): Promise<Buffer> {
    return this.read(tileIn(request, 'entries/'));
  }

  @Open()
  @Get('tile/*')
  @Header('content-type', BYTES)
  @Header('cache-control', `public, ${FOR_EVER}`)
  @TileAnswer()
  async tile(@Req() request: FastifyRequest): Promise<Buffer> {
    const tile = tileIn(request, '');
    // However it is spelled in the address, entries are for those only who have a key.
    if (tile.level === 'entries') throw noSuchTile();
    return this.read(tile);
  }

  private async read(tile: Tile): Promise<Buffer> {
    const contents = await this.queries.execute(new ReadTile(tile));
    if (contents === undefined) throw noSuchTile();
    return contents;
  }
}

function tileIn({ params }: FastifyRequest, level: string): Tile {
  try {
    return parseTilePath(`tile/${level}${String((params as { '*'?: unknown })['*'])}`);
  } catch (error) {
    throw error instanceof Malformed ? noSuchTile() : error;
  }
}

function noSuchTile(): Problem {
  return new Problem('not-found', 'The newest checkpoint has no such tile.');
}

function nothingSigned(): Problem {
  return new Problem('not-yet-signed', 'No checkpoint was signed yet.');
}

function fromIsMissing(): Problem {
  const message = 'The size of the earlier checkpoint is needed.';
  return invalidParameters([{ pointer: '/query/from', code: 'required', message }]);
}
