import { ensurePostgres, migrate } from '#libs/database';
import { childrenOf, endsSoon, newDataDirectory, serverOn } from '../../start/edict-process.js';
import { onDatabase } from '../checker/stored.js';
import type { Round } from '../row.js';

/** A PostgreSQL for one round, as safe as one in production, that may be killed. */
export class OwnPostgres {
  private constructor(
    readonly folder: string,
    readonly url: string,
  ) {}

  static async start(round: Round): Promise<OwnPostgres> {
    const folder = await newDataDirectory();
    const { url } = await ensurePostgres(folder, { leased: false });
    const postgres = new OwnPostgres(folder, url);
    round.atEnd(async () => {
      const pid = serverOn(folder);
      if (pid === undefined) return;
      process.kill(pid, 'SIGINT');
      await endsSoon(pid);
    });
    await migrate(url);
    // Nothing but a commit itself writes the log to disk soon.
    await onDatabase(url, async (client) => {
      await client.query(`alter system set wal_writer_delay = '10s'`);
      await client.query('select pg_reload_conf()');
    });
    return postgres;
  }

  get pid(): number {
    return Number(serverOn(this.folder));
  }

  /** What the postmaster has started. */
  processes(): readonly number[] {
    return childrenOf(this.pid).map(({ pid }) => pid);
  }

  async kill(): Promise<void> {
    const { pid } = this;
    process.kill(pid, 'SIGKILL');
    await endsSoon(pid);
  }

  /** On the same port. */
  async startAgain(): Promise<void> {
    const { url } = await ensurePostgres(this.folder, { leased: false });
    if (url !== this.url) throw new Error('PostgreSQL came back at another address.');
  }
}
