import { mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { PersonalKey } from '#libs/personal';
import { Papers } from '#libs/recording';
import { HEADS_QUIET_MS, Packer, recordHeads } from '#libs/evidence';
import type { PackRequest } from '#libs/evidence';
import { Ledger, LedgerLog } from '#libs/ledger';
import type { RecordedEvent } from '#libs/ledger';
import { formatVerifierKey } from '#libs/merkle';
import { ORIGIN, SignedLedger } from '../../libs/ledger/src/testing/signed-ledger.js';
import { StoredTree } from '../../libs/merkle/src/testing/stored-tree.js';
import { forgePack, sha256 } from './forged-pack.js';
import type { Forgery } from './forged-pack.js';
import { COMPANY, newEventOf, PAPER, smallWorld } from './small-world.js';

/** Events that the checkpoint covers that somebody keeps. */
export const KEPT = 12;

/** A small ledger with heads, signed twice, of which packs can be made, true ones and forged ones. */
export class SignedWorld {
  private constructor(
    readonly signed: SignedLedger,
    /** The note over the first events, which somebody keeps. */
    readonly kept: string,
    /** Every event up to the heads, and with them. */
    readonly position: number,
  ) {}

  /** @param before events that concern nobody, in front of the story */
  static async open(owner = 'The desk', before = 0): Promise<SignedWorld> {
    const signed = await SignedLedger.open();
    await signed.record(before, { subject: 'systems/of-nobody' });
    const story = smallWorld(sha256(PAPER), owner);
    const tell = async (from: number, to: number): Promise<void> => {
      const proposals = story
        .slice(from, to)
        .map((told, at) => ({ event: newEventOf(told, from + at + 1) }));
      const { outcome } = await signed.ledger.append({ proposals });
      if (outcome !== 'recorded') throw new Error(`The story was not recorded: ${outcome}.`);
    };
    await new Papers(signed.owner).store(sha256(PAPER), PAPER, 'key:desk');
    await tell(0, KEPT);
    await signed.sign();
    const [kept] = await signed.checkpoints();
    await tell(KEPT, story.length);
    const own = new Ledger(signed.database.pool('edict_log'));
    const heads = await recordHeads(own, new Date(Date.now() + HEADS_QUIET_MS));
    await own.close();
    await signed.sign();
    if (kept === undefined || heads === undefined) throw new Error('Nothing was signed.');
    return new SignedWorld(signed, kept.note, heads.position);
  }

  get key(): string {
    return this.signed.signer.keys.map(({ verifier }) => formatVerifierKey(verifier)).join();
  }

  async close(): Promise<void> {
    await this.signed.close();
  }

  /** What the tests ask about the company. */
  question(given: Partial<PackRequest> = {}): PackRequest {
    return { company: COMPANY, ...this.wholeLog(given) };
  }

  wholeLog(given: Partial<PackRequest> = {}): PackRequest {
    return {
      from: '2026-02-01T00:00:00.000Z',
      to: '2026-04-01T00:00:00.000Z',
      position: this.position,
      accessedUntil: '2036-01-01T00:00:00.000Z',
      ...given,
    };
  }

  /** As the server makes it. */
  async pack(request: PackRequest): Promise<Buffer> {
    const { owner, ledger } = this.signed;
    const folder = await mkdtemp(join(String(process.env['EDICT_TEST_RUN_FOLDER']), 'packs-'));
    // No event of the story is recorded through what seals names, so that there is none to open.
    const personalKey = new PersonalKey(Buffer.alloc(32, 1));
    const packer = new Packer(owner, ledger, new LedgerLog(owner), { personalKey, folder });
    return buffer((await packer.pack(request)).bytes);
  }

  /** As whoever has database and key can make it. */
  async forge(given: Omit<Forgery, 'keys' | 'origin' | 'leaves'> & Partial<Forgery>) {
    const leaves = given.leaves ?? (await this.leaves());
    return forgePack({ ...given, keys: this.signed.signer.keys, origin: ORIGIN, leaves });
  }

  /** What is signed of leaves. */
  treeOf(leaves: readonly Buffer[]) {
    const { root } = new StoredTree(leaves);
    return { checkpoint: { origin: ORIGIN, size: leaves.length, root } };
  }

  /** The stored bytes, in the order of their positions. */
  async leaves(): Promise<readonly Buffer[]> {
    const { rows } = await this.signed.owner.query<{ bytes: Buffer }>(
      'select bytes from ledger.event order by position',
    );
    return rows.map(({ bytes }) => bytes);
  }

  async events(): Promise<readonly RecordedEvent[]> {
    return (await this.leaves()).map((leaf) => JSON.parse(leaf.toString()) as RecordedEvent);
  }
}
