import { mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import { createPool } from '#libs/database';
import { Checkpointer, loadSigner } from '#libs/ledger';
import type { CheckpointerOptions } from '#libs/ledger';
import type { VerifierKey } from '#libs/merkle';
import { KEY, RunningServer } from '../api/setup/running-server.js';
import { TileClient } from './tile-client.js';

/** A whole server with a checkpointer beside it, as the worker runs it. */
export class SignedServer {
  private constructor(
    readonly server: RunningServer,
    readonly trusted: readonly VerifierKey[],
    readonly dataDir: string,
    readonly close: () => Promise<void>,
  ) {}

  static async start(options: Partial<CheckpointerOptions> = {}): Promise<SignedServer> {
    const server = await RunningServer.start();
    const dataDir = await mkdtemp(join(String(process.env['EDICT_TEST_RUN_FOLDER']), 'log-'));
    const url = server.databaseUrl;
    const pool = createPool({ url, role: 'edict_signer', applicationName: 'spec', max: 1 });
    const load: CheckpointerOptions['signer'] = (client) =>
      loadSigner({ dataDir, origin: 'log.example/edict' }, client);
    const signing = { pool, signer: load, ...options };
    const client = await pool.connect();
    const signer = await load(client);
    client.release();
    const checkpointer = new Checkpointer(signing);
    checkpointer.start();
    const trusted = signer.keys.map(({ verifier }) => verifier);
    return new SignedServer(server, trusted, dataDir, async () => {
      await checkpointer.stop();
      await pool.end();
      await server.close();
    });
  }

  client(): TileClient {
    const authorization = `Bearer ${KEY}`;
    return new TileClient(`${this.server.url}/v1/log`, this.trusted, { authorization });
  }
}
