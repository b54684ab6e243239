import { reachingEverything } from '#libs/database';
import type { Ledger } from '#libs/ledger';
import type pg from 'pg';
import { exportOverdue } from './export-overdue.js';
import { overdueExports } from './overdue-exports.js';
import type { OverdueExport } from './overdue-exports.js';

/** How often schedules are looked at. */
export const WATCHED_EVERY_MS = 30_000;
/** What was found stays so for so long, however many ask. */
const REMEMBERED_MS = 5_000;

export interface ExportWatchdogOptions {
  /** Acts as `edict_app`, for it records what it finds. */
  readonly pool: pg.Pool;
  readonly ledger: Ledger;
  readonly onError: (error: unknown) => void;
}

/** Notices schedules that had no success in time, and records each of them once. */
export class ExportWatchdog {
  #found: { readonly at: number; readonly overdue: Promise<readonly OverdueExport[]> } | undefined;
  readonly #noted = new Set<string>();
  #timer: NodeJS.Timeout | undefined;
  #looking: Promise<void> = Promise.resolve();

  constructor(private readonly options: ExportWatchdogOptions) {}

  start(everyMs = WATCHED_EVERY_MS): void {
    this.#timer = setInterval(() => {
      this.#looking = this.look();
    }, everyMs);
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#looking;
  }

  /** The schedules that are overdue now. */
  overdue(): Promise<readonly OverdueExport[]> {
    const now = performance.now();
    if (this.#found === undefined || now - this.#found.at > REMEMBERED_MS) {
      const { pool, ledger } = this.options;
      const overdue = reachingEverything(() => overdueExports(pool, ledger));
      this.#found = { at: now, overdue };
    }
    return this.#found.overdue;
  }

  private async look(): Promise<void> {
    try {
      for (const one of await this.overdue()) await this.note(one);
    } catch (error) {
      this.options.onError(error);
    }
  }

  private async note(overdue: OverdueExport): Promise<void> {
    const event = exportOverdue(overdue);
    if (this.#noted.has(event.id)) return;
    // Another process may have recorded it, or with another grace before: it stands once.
    await reachingEverything(() => this.options.ledger.append({ proposals: [{ event }] }));
    this.#noted.add(event.id);
  }
}
