import { Deadlines, obligationsThen, StatusChanges } from '#libs/compliance';
import type { AsOf } from '#libs/compliance';
import { awaitingReach, setReach } from '#libs/database';
import { Ledger } from '#libs/ledger';
import type pg from 'pg';

/** The views that news are found in, as whoever a webhook is told for sees them. */
export class NewsViews {
  readonly changes: StatusChanges;
  readonly deadlines: Deadlines;
  readonly #ledger: Ledger;

  /** @param pool what it sees follows the reach (`createReachPool`) */
  constructor(
    private readonly pool: pg.Pool,
    options: { readonly timeZone: string },
  ) {
    this.#ledger = new Ledger(pool);
    this.changes = new StatusChanges(pool, this.#ledger);
    this.deadlines = new Deadlines(pool, this.#ledger, options);
  }

  /** Runs work that sees only these companies, where some are named. */
  within<Result>(
    companies: readonly string[] | undefined,
    work: () => Promise<Result>,
  ): Promise<Result> {
    return awaitingReach(() => {
      setReach(companies ?? 'everything');
      return work();
    });
  }

  /** Whose jurisdiction each obligation is of. */
  async jurisdictions(asOf: AsOf): Promise<ReadonlyMap<string, string>> {
    const obligations = await obligationsThen(this.pool, asOf);
    return new Map([...obligations.values()].map(({ id, jurisdiction }) => [id, jurisdiction]));
  }

  close(): Promise<void> {
    return this.#ledger.close();
  }
}
