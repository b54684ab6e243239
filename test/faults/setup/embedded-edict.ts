import { ensurePostgres } from '#libs/database';
import { ADMIN_KEY, EdictProcess, endsSoon, serverOn } from '../../start/edict-process.js';
import type { Settings } from '../../start/edict-process.js';
import type { Round } from '../row.js';
import { freePort, Installation } from './installation.js';

const CLI = 'dist/apps/cli/src/main.js';

/** Edict as a person starts it, with a PostgreSQL of its own in its data directory. */
export class EmbeddedEdict extends Installation {
  static async start(round: Round, folder: string, more: Settings): Promise<EmbeddedEdict> {
    const port = await freePort();
    const process_ = new EdictProcess(process.execPath, [CLI, 'up'], {
      EDICT_DATA_DIR: folder,
      EDICT_ADMIN_KEY: ADMIN_KEY,
      EDICT_SEED: 'none',
      EDICT_PORT: String(port),
      EDICT_LOG_LEVEL: 'warn',
      ...more,
    });
    round.atEnd(async () => {
      process_.kill('SIGTERM');
      await process_.exit;
      const server = serverOn(folder);
      if (server === undefined) return;
      process.kill(server, 'SIGINT');
      await endsSoon(server);
    });
    await process_.ready();
    const { url } = await ensurePostgres(folder, { leased: false });
    return new EmbeddedEdict(url, folder, port);
  }
}
