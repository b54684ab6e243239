import type { IQueryHandler } from '@nestjs/cqrs';
import { Query, QueryHandler } from '@nestjs/cqrs';
import { Readable } from 'node:stream';
import type { Frame } from '#libs/compliance';
import { CompanyHistories, HISTORY_VIEWS, Registers } from '#libs/compliance';
import { reachingEverything } from '#libs/database';
import { Ledger } from '#libs/ledger';
import { Flow } from '../answers/answer.js';
import { LINES_TYPE } from '../bodies/body-parsers.js';
import { cloudEventOf } from '../events/cloud-event.js';
import type { Asked } from '../parameters/parameter.js';
import type { REPLAY_PARAMETERS } from './explaining-parameters.js';
import { viewpointOf } from './viewpoints.js';

/** A company's history event by event. */
export class ReplayCompany extends Query<Flow> {
  constructor(
    readonly company: string,
    readonly asked: Asked<typeof REPLAY_PARAMETERS>,
  ) {
    super();
  }
}

@QueryHandler(ReplayCompany)
export class ReplayCompanyHandler implements IQueryHandler<ReplayCompany> {
  constructor(
    private readonly registers: Registers,
    private readonly histories: CompanyHistories,
    private readonly ledger: Ledger,
  ) {}

  async execute({ company, asked }: ReplayCompany): Promise<Flow> {
    const { at, until } = asked;
    const times = { ...(at && { validAt: at }), ...(until && { knownAt: until }) };
    const stand = { validAt: '/query/at', knownAt: '/query/until' };
    const asOf = await viewpointOf(this.registers, times, HISTORY_VIEWS, stand);
    const validAt = at === undefined ? await this.recordedAt(asOf.knownAt) : asOf.validAt;
    const viewpoint = { validAt: Date.parse(validAt), knownAt: asOf.knownAt };
    const frames = await this.histories.replay(company, viewpoint);
    return new Flow(LINES_TYPE, Readable.from(linesOf(frames)), asOf.reached);
  }

  /** The moment of asking must not change what a replay shows. */
  private async recordedAt(position: number): Promise<string> {
    const stored = await reachingEverything(() => this.ledger.at(position));
    return stored?.event.recordedtime ?? new Date(0).toISOString();
  }
}

async function* linesOf(frames: AsyncIterable<Frame>): AsyncGenerator<string> {
  for await (const { position, event, changes } of frames) {
    yield `${JSON.stringify({ position, event: cloudEventOf(event), changes })}\n`;
  }
}
