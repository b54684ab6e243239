import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { CompactRange, leafHash, signerKey } from '#libs/merkle';
import { Ledger } from '../ledger.js';
import { SIGNED_AT_ONCE_MAX } from '../limits.js';
import { proposal } from '../testing/proposals.js';
import { ORIGIN, SignedLedger } from '../testing/signed-ledger.js';
import { signNext } from './sign-next.js';

let signed: SignedLedger;
beforeEach(async () => {
  signed = await SignedLedger.open();
});
afterEach(() => signed.close());

/** The root over all stored bytes, made anew from them. */
async function rootOfBytes(upTo?: number): Promise<Buffer> {
  const { rows } = await signed.owner.query<{ bytes: Buffer }>(
    'select bytes from ledger.event where position <= $1 order by position',
    [upTo ?? Number.MAX_SAFE_INTEGER],
  );
  const range = CompactRange.empty();
  for (const { bytes } of rows) range.append(leafHash(bytes));
  return range.root();
}

const sizes = async () => (await signed.checkpoints()).map(({ size }) => size);
const remembered = () => readFile(join(signed.folder, 'last-checkpoint'), 'utf8');

describe('A checkpoint', () => {
  it('covers all that was recorded, with the root over its bytes', async () => {
    for (const count of [0, 1, 254, 1, 1, 300]) {
      await signed.record(count);
      const { size, head } = await signed.sign();
      const newest = (await signed.checkpoints()).at(-1);
      expect([size, newest?.size, newest?.origin]).toEqual([head, head, ORIGIN]);
      expect(newest?.root).toEqual(await rootOfBytes());
      expect(await remembered()).toBe(newest?.note);
    }
    expect(await sizes()).toEqual([0, 1, 255, 256, 257, 557]);
  });

  it('is not signed twice for the same events', async () => {
    await signed.record(3);
    expect(await signed.sign()).toEqual({ size: 3, head: 3, signed: true });
    expect(await signed.sign()).toEqual({ size: 3, head: 3, signed: false });
    expect(await sizes()).toEqual([3]);
  });

  it('is signed in steps where there are many events, on nodes over nodes', async () => {
    await signed.record(1);
    await signed.repeat(4 * SIGNED_AT_ONCE_MAX + 699);
    for (let step = 1; step <= 4; step += 1) {
      expect(await signed.sign(1_000)).toMatchObject({ size: step * SIGNED_AT_ONCE_MAX });
    }
    expect(await signed.sign()).toMatchObject({ size: 4 * SIGNED_AT_ONCE_MAX + 700, signed: true });
    expect((await signed.checkpoints()).at(-1)?.root).toEqual(await rootOfBytes());
    const { rows } = await signed.owner.query(
      'select level, count(*)::integer as nodes from ledger.tree_node group by level order by 1',
    );
    expect(rows).toEqual([
      { level: 1, nodes: 258 },
      { level: 2, nodes: 1 },
    ]);
    await signed.tamper(`update ledger.tree_node set hash = sha256('x') where level = 2`);
    await expect(signed.sign()).rejects.toThrow('node 0 of level 2 is not the hash of the nodes');
  }, 120_000);

  it('whose commit was lost is published as it was signed', async () => {
    await signed.record(300);
    await signed.sign();
    await signed.record(300);
    const client = await signed.signing.connect();
    await client.query('begin isolation level repeatable read');
    await signNext(client, signed.signer, 1_000);
    await client.query('rollback');
    client.release();
    const note = await remembered();
    await signed.record(5);
    expect(await sizes()).toEqual([300]);
    expect(await signed.sign()).toEqual({ size: 600, head: 605, signed: true });
    expect((await signed.checkpoints()).at(-1)?.note).toBe(note);
    expect(await signed.sign()).toMatchObject({ size: 605 });
  });

  it('of two signers at once is signed by one of them', async () => {
    await signed.record(300);
    const outcomes = await Promise.allSettled([signed.sign(), signed.sign(), signed.sign()]);
    const failed = outcomes.filter((outcome) => outcome.status === 'rejected');
    for (const { reason } of failed) {
      expect(reason).toMatchObject({ code: expect.stringMatching(/^(23505|40001)$/) });
    }
    expect(failed.length).toBeLessThan(3);
    expect(await sizes()).toEqual([300]);
  });

  it('follows one other: no role and no signer can put a second beside it', async () => {
    await signed.record(3);
    await signed.sign();
    const again = `insert into ledger.checkpoint (origin, size, previous, root, note)
      select origin, 2, null, root, note from ledger.checkpoint`;
    await expect(signed.signing.query(again)).rejects.toMatchObject({
      constraint: 'checkpoint_chain',
    });
    for (const change of [
      'update ledger.checkpoint set note = note',
      'delete from ledger.checkpoint',
    ]) {
      await expect(signed.signing.query(change)).rejects.toMatchObject({ code: '42501' });
      await expect(signed.owner.query(change)).rejects.toMatchObject({ code: '23001' });
    }
    const app = signed.database.pool('edict_app');
    await expect(app.query(again)).rejects.toMatchObject({ code: '42501' });
  });

  it('is signed by both keys while they are rotated', async () => {
    const [old] = signed.signer.keys;
    if (old === undefined) throw new Error('There is no key.');
    await signed.record(3);
    await signed.sign();
    await signed.record(1);
    const both = { ...signed.signer, keys: [old, signerKey(ORIGIN, Buffer.alloc(32, 7))] };
    await signed.sign(1_000, both);
    const { rows } = await signed.owner.query(
      'select key_id, from_size from ledger.signing_key order by from_size',
    );
    expect(rows).toEqual([
      { key_id: both.keys[0]?.keyId, from_size: 3 },
      { key_id: both.keys[1]?.keyId, from_size: 4 },
    ]);
    expect((await remembered()).match(/\u2014 /g)).toHaveLength(2);
  });
});

const EDITED = `set bytes = convert_to(
  replace(convert_from(bytes, 'UTF8'), 'misuse', 'misuze'), 'UTF8')`;

describe('A ledger that is not as it was signed', () => {
  it('because an older backup was put back is not signed, whatever is recorded then', async () => {
    await signed.record(700);
    await signed.sign();
    await signed.record(10);
    await signed.sign();
    const older = [
      'delete from ledger.event where position > 700',
      'update ledger.head set position = 700',
      'delete from ledger.checkpoint where size > 700',
    ];
    await signed.tamper(...older);
    await expect(signed.sign()).rejects.toMatchObject({
      kind: 'rollback',
      detail: 'The ledger has 700 events, but a checkpoint over 710 was signed.',
    });
    const other = new Ledger(signed.database.pool('edict_app'));
    await other.append({ proposals: Array.from({ length: 20 }, () => proposal()) });
    await other.close();
    await expect(signed.sign()).rejects.toMatchObject({ kind: 'root' });
    expect(await sizes()).toEqual([700]);
  });

  it('is signed by nobody else', async () => {
    await signed.record(3);
    await signed.sign();
    const other = { ...signed.signer, keys: [signerKey(ORIGIN, Buffer.alloc(32, 9))] };
    await expect(signed.sign(1_000, other)).rejects.toMatchObject({ kind: 'checkpoint' });
  });

  it('is signed again once it is', async () => {
    await signed.record(3);
    await signed.sign();
    await signed.record(1);
    await signed.tamper(`update ledger.event set actor = 'x' where position = 1`);
    await expect(signed.sign()).rejects.toThrow('column actor of event 1');
    expect(await sizes()).toEqual([3]);
    await signed.tamper(`update ledger.event set actor = 'keys/test' where position = 1`);
    expect(await signed.sign()).toMatchObject({ size: 4, signed: true });
  });

  it('in its checkpoints alone gets back what it lost', async () => {
    await signed.record(300);
    await signed.sign();
    const note = await remembered();
    await signed.tamper('delete from ledger.checkpoint', 'delete from ledger.tree_node');
    expect(await signed.sign()).toMatchObject({ size: 300, signed: true });
    expect((await signed.checkpoints()).map((one) => one.note)).toEqual([note]);
  });

  it('in leaves that were signed long ago is found in so many runs', async () => {
    await signed.record(256 * 4 + 100);
    await signed.sign();
    await signed.tamper(`update ledger.event ${EDITED} where position = 600`);
    // Two tiles a run: the first run looks at the tiles before.
    expect(await signed.sign(512)).toMatchObject({ signed: false });
    await expect(signed.sign(512)).rejects.toMatchObject({ kind: 'node' });
    await expect(signed.sign(512)).rejects.toMatchObject({ kind: 'node' });
  });
});
