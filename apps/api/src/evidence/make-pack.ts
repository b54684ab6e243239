import type { IQueryHandler } from '@nestjs/cqrs';
import { Query, QueryHandler } from '@nestjs/cqrs';
import { Inject } from '@nestjs/common';
import { Companies, NotKnown } from '#libs/compliance';
import { reachingEverything, reachNow } from '#libs/database';
import { Packer, readPackRequest } from '#libs/evidence';
import type { MadePack, PackRequest } from '#libs/evidence';
import { Ledger, LedgerLog, UnknownCheckpoint } from '#libs/ledger';
import { Flow } from '../answers/answer.js';
import { TIME_ZONE } from '../events/event-selection.js';
import type { Asked } from '../parameters/parameter.js';
import { invalidParameters } from '../problems/problem.js';
import type { EVIDENCE_PARAMETERS } from './evidence-parameters.js';

export const PACK_TYPE = 'application/zip';

/** A pack of the evidence about one company. */
export class MakePack extends Query<Flow> {
  constructor(
    readonly company: string,
    readonly asked: Asked<typeof EVIDENCE_PARAMETERS>,
  ) {
    super();
  }
}

@QueryHandler(MakePack)
export class MakePackHandler implements IQueryHandler<MakePack> {
  constructor(
    private readonly packer: Packer,
    private readonly companies: Companies,
    private readonly ledger: Ledger,
    private readonly log: LedgerLog,
    @Inject(TIME_ZONE) private readonly timeZone: string,
  ) {}

  async execute({ company, asked }: MakePack): Promise<Flow> {
    await this.refuseUnseen(company);
    // Proofs are made of the hashes of all leaves; what is packed concerns this company.
    return reachingEverything(() => this.made(company, asked));
  }

  /** As of a company that nobody knows. */
  private async refuseUnseen(company: string): Promise<void> {
    if (reachNow() === 'everything') return;
    const streams = await this.companies.streamsOf(company);
    if (streams.length === 0) throw new NotKnown(`No company "${company}" is known then.`);
  }

  private async made(company: string, asked: MakePack['asked']): Promise<Flow> {
    const { ledger, log, timeZone } = this;
    const around = { ledger, log, timeZone, now: new Date() };
    const request = await readPackRequest({ ...asked, company }, around);
    const { question, bytes } = await this.pack(request);
    const name = `${company}-evidence-${question.position}.zip`;
    return new Flow(PACK_TYPE, bytes, question.position, name);
  }

  private async pack(request: PackRequest): Promise<MadePack> {
    return this.packer.pack(request).catch((error: unknown) => {
      const isUnknown = error instanceof UnknownCheckpoint && error.size === request.since;
      throw isUnknown && error.size !== undefined ? neverSigned(error.message) : error;
    });
  }
}

function neverSigned(message: string) {
  return invalidParameters([{ pointer: '/query/since', code: 'invalid-value', message }]);
}
