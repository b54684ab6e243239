import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inTransaction, sql } from '#libs/database';
import { openCheckpoint, signerKey } from '#libs/merkle';
import type { VerifiedCheckpoint } from '#libs/merkle';
import type pg from 'pg';
import type { NewEvent } from '../event.js';
import { Ledger } from '../ledger.js';
import { LastSignedFile } from '../log/last-signed.js';
import { signNext } from '../log/sign-next.js';
import type { LogSigner, SigningRun } from '../log/sign-next.js';
import { ledgerDatabase } from './database.js';
import type { LedgerDatabase } from './database.js';
import { proposal, receiptsOf } from './proposals.js';

export const ORIGIN = 'log.example/edict';
const BATCH = 1_000;
const REPEAT_LAST_EVENT = sql(import.meta.url, './repeat-last-event.sql');

/** A ledger with a signer, on a database and in a folder of their own. */
export class SignedLedger {
  readonly signer: LogSigner;
  readonly signing: pg.Pool;
  /** May do everything: the tests tamper through it. */
  readonly owner: pg.Pool;

  private constructor(
    readonly database: LedgerDatabase,
    readonly folder: string,
    readonly ledger: Ledger,
  ) {
    const keys = [signerKey(ORIGIN, randomBytes(32))];
    this.signer = { origin: ORIGIN, keys, lastSigned: new LastSignedFile(folder) };
    this.signing = database.pool('edict_signer', 3);
    this.owner = database.pool();
  }

  static async open(): Promise<SignedLedger> {
    const database = await ledgerDatabase();
    const folder = await mkdtemp(join(tmpdir(), 'edict-signed-'));
    return new SignedLedger(database, folder, new Ledger(database.pool('edict_app')));
  }

  async record(count: number, given: Partial<NewEvent> = {}): Promise<void> {
    for (let left = count; left > 0; left -= BATCH) {
      const proposals = Array.from({ length: Math.min(left, BATCH) }, () => proposal(given));
      receiptsOf(await this.ledger.append({ proposals }));
    }
  }

  /** As though the last event had been recorded so many times more, faster. */
  async repeat(count: number): Promise<void> {
    await this.owner.query(REPEAT_LAST_EVENT, [count]);
  }

  /** One run, as the checkpointer makes it. */
  async sign(leavesMax = 1_000_000, signer = this.signer): Promise<SigningRun> {
    return inTransaction(this.signing, async (transaction) => {
      await transaction.query('set transaction isolation level repeatable read');
      return signNext(transaction, signer, leavesMax);
    });
  }

  /** The checkpoints that the database has, opened, in the order in which they were signed. */
  async checkpoints(): Promise<readonly VerifiedCheckpoint[]> {
    const trusted = this.signer.keys.map(({ verifier }) => verifier);
    const { rows } = await this.owner.query<{ note: string }>(
      'select note from ledger.checkpoint order by id',
    );
    return rows.map(({ note }) => openCheckpoint(note, trusted));
  }

  /** What a superuser can do, triggers or not. */
  async tamper(...statements: readonly string[]): Promise<void> {
    await inTransaction(this.owner, async (client) => {
      for (const table of ['event', 'tree_node', 'checkpoint']) {
        await client.query(`alter table ledger.${table} disable trigger user`);
      }
      for (const statement of statements) await client.query(statement);
    });
  }

  async close(): Promise<void> {
    await this.ledger.close();
    await this.database.close();
    await rm(this.folder, { recursive: true, force: true });
  }
}
