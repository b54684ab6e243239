import type { Ledger } from '#libs/ledger';
import type pg from 'pg';
import type { AsOf } from '../as-of.js';
import type { CompanyView } from './company-view.js';
import type { Registers } from './registers.js';
import type { TimelineEntry } from './timeline-entry.js';

export interface CompanyScope {
  /** Also everything of the filing entities whose parent is this company. */
  readonly group?: boolean;
}

/** Questions about one company. */
export class Companies {
  constructor(
    private readonly pool: pg.Pool,
    private readonly ledger: Pick<Ledger, 'histories'>,
    private readonly registers: Registers,
  ) {}

  /** What the registers know of it; absent where there is no such company then. */
  view(id: string, asOf: AsOf, scope: CompanyScope = {}): Promise<CompanyView | undefined> {
    throw new Error(`not built yet: ${id} ${asOf.validAt} ${String(scope.group)}`);
  }

  /** Its events known at `asOf.knownAt`, in valid-time order; absent where it is unknown. */
  timeline(
    id: string,
    asOf: AsOf,
    scope: CompanyScope = {},
  ): Promise<readonly TimelineEntry[] | undefined> {
    throw new Error(`not built yet: ${id} ${asOf.validAt} ${String(scope.group)}`);
  }

  /** The company's own stream and all system and algorithm streams that ever belonged to it. */
  streamsOf(id: string, scope: CompanyScope = {}): Promise<readonly string[]> {
    const parts = [typeof this.pool, typeof this.ledger, typeof this.registers];
    throw new Error(`not built yet: ${id} ${String(scope.group)} ${parts.join()}`);
  }
}
