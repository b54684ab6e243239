import { inTransaction, type GuardProgress } from '#libs/database';
import type { Ledger, Projection } from '#libs/ledger';
import type pg from 'pg';
import type { Generation } from '../projection/generation.js';
import { projectionsOf } from '../projection/list.js';
import { WholeFold } from './whole-fold.js';

/** Events that are taken in one transaction. */
const PAGE_EVENTS = 1_000;
/** Subjects that take rule changes in one transaction. */
const PART_SUBJECTS = 500;

/** Events that are folded, and then what guards the rows: keys, indexes, statistics. */
export type FoldProgress =
  | {
      readonly stage: 'folding';
      /** The position that is reached. */
      readonly done: number;
      readonly total: number;
    }
  | ({ readonly stage: 'guarding' } & GuardProgress);

export interface FoldOptions {
  /** Acts as the owner of the schema. A fold takes up to six connections at once. */
  readonly pool: pg.Pool;
  readonly ledger: Ledger;
  readonly onProgress?: (progress: FoldProgress) => void;
  /** Fold a long ledger in so many threads, on connections of their own. */
  readonly threads?: { readonly count: number; readonly url: string };
}

/** An event that a projection cannot take; nothing was made live. */
export class CannotProject extends Error {
  constructor(
    readonly after: number,
    cause: unknown,
  ) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    super(`The events after position ${after} cannot be projected: ${reason}`, { cause });
    this.name = 'CannotProject';
  }
}

/** All views, folded from the first event on into a generation of their own. */
export class ViewsFold {
  readonly projections: readonly Projection[];
  private reached = 0;
  private isFilled = false;

  constructor(
    private readonly generation: Generation,
    private readonly options: FoldOptions,
  ) {
    this.projections = projectionsOf(options.ledger, generation);
  }

  get position(): number {
    return this.reached;
  }

  /**
   * Takes every event up to a position, and all that they leave to be done. The first time it fills
   * bare tables; whoever calls it again has made their keys and indexes meanwhile.
   * @throws CannotProject
   */
  async reach(position: number): Promise<void> {
    if (!this.isFilled) await this.fill(position);
    const { ledger, onProgress } = this.options;
    while (this.reached < position) {
      const after = this.reached;
      const events = await ledger.page({ after, before: position + 1 }, PAGE_EVENTS);
      const last = events.at(-1);
      if (last === undefined) break;
      await this.take(async (transaction) => {
        for (const projection of this.projections) await projection.apply(transaction, events);
      });
      this.reached = last.position;
      onProgress?.({ stage: 'folding', done: last.position, total: position });
    }
    for (const projection of this.projections) await this.finish(projection);
  }

  private async fill(position: number): Promise<void> {
    try {
      await new WholeFold(this.generation, this.options, position).run();
    } catch (error) {
      throw new CannotProject(this.reached, error);
    }
    this.reached = position;
    this.isFilled = true;
  }

  private async finish(projection: Projection): Promise<void> {
    let more = true;
    while (more) {
      await this.take(async (transaction) => {
        more = (await projection.goOn?.(transaction, this.reached, PART_SUBJECTS)) ?? false;
      });
    }
  }

  private async take(work: (transaction: pg.PoolClient) => Promise<void>): Promise<void> {
    try {
      await inTransaction(this.options.pool, work);
    } catch (error) {
      throw new CannotProject(this.reached, error);
    }
  }
}
