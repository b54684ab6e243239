import type { IQueryHandler } from '@nestjs/cqrs';
import { Query, QueryHandler } from '@nestjs/cqrs';
import type { AsOf, ReachedAsOf } from '#libs/compliance';
import { HISTORY_VIEWS, Registers, Suppositions, WhatIfRow } from '#libs/compliance';
import type { CsvProfile } from '#libs/exports';
import { columnsOf } from '#libs/exports';
import type { RecordedEvent } from '#libs/ledger';
import { Ledger } from '#libs/ledger';
import { PersonalValues } from '#libs/personal';
import type { Supposed } from '#libs/recording';
import { Refused, suppose } from '#libs/recording';
import { Table, View } from '../answers/answer.js';
import { told } from '../lists/as-of.js';
import { viewpointOf } from './viewpoints.js';
import { inEvents, type WhatIfAsked } from './what-if-body.js';

/** What would change if more were recorded than is. */
export class AskWhatIf extends Query<View | Table> {
  constructor(
    readonly asked: WhatIfAsked,
    readonly actor: string,
    /** Given where the answer is wanted as CSV. */
    readonly csv: CsvProfile | undefined,
  ) {
    super();
  }
}

const STAND = { validAt: '/validAt', knownAt: '/knownAt' };

@QueryHandler(AskWhatIf)
export class AskWhatIfHandler implements IQueryHandler<AskWhatIf> {
  constructor(
    private readonly registers: Registers,
    private readonly suppositions: Suppositions,
    private readonly ledger: Ledger,
    private readonly personal: PersonalValues,
  ) {}

  async execute({ asked, actor, csv }: AskWhatIf): Promise<View | Table> {
    const asOf = await this.asOf(asked);
    const { knownAt: upTo } = asOf;
    const { ledger, personal } = this;
    const supposed = await suppose(ledger, asked.events, { actor, upTo, personal }).catch(
      (error: unknown) => {
        throw error instanceof Refused ? inEvents(error) : error;
      },
    );
    const rows = this.suppositions.changes(placed(supposed, asOf), viewpoint(asOf));
    if (csv !== undefined) {
      return new Table('what-if', columnsOf(WhatIfRow), rows, csv, asOf.reached);
    }
    const items: object[] = [];
    for await (const row of rows) items.push(row);
    const times = told(asOf, asked.knownAt);
    const body = { items, warnings: warningsOf(supposed), asOf: times };
    return new View(body, asOf.reached);
  }

  /** Without other word, on top of all that is recorded, and once all of it has happened. */
  private async asOf({ events, validAt, knownAt }: WhatIfAsked): Promise<ReachedAsOf> {
    const head = knownAt === undefined ? (await this.ledger.head()).position : undefined;
    const known = knownAt ?? (head === 0 ? undefined : `position:${head}`);
    const latest = Math.max(Date.now(), ...events.map(({ time }) => Date.parse(time)));
    const times = {
      validAt: validAt ?? new Date(latest).toISOString(),
      ...(known && { knownAt: known }),
    };
    return viewpointOf(this.registers, times, HISTORY_VIEWS, STAND);
  }
}

function viewpoint({ validAt, knownAt }: AsOf) {
  return { validAt: Date.parse(validAt), knownAt };
}

/** Each stands where it would be recorded next; what is recorded already adds nothing. */
function placed(supposed: readonly Supposed[], { knownAt }: AsOf): readonly RecordedEvent[] {
  const recordedtime = new Date().toISOString();
  return supposed.flatMap(({ event, duplicate }, index) => {
    const place = knownAt + 1 + index;
    return duplicate ? [] : [{ ...event, position: place, sequence: place, recordedtime }];
  });
}

function warningsOf(supposed: readonly Supposed[]) {
  return supposed.flatMap(({ warnings }, index) =>
    warnings.map(({ code, message }) => ({ index, code, message })),
  );
}
