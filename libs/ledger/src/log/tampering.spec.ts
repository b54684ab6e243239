import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type pg from 'pg';
import { CompactRange } from '#libs/merkle';
import { SignedLedger } from '../testing/signed-ledger.js';
import { REPLACED, TAMPERINGS } from '../testing/tamperings.js';

import { signNext } from './sign-next.js';

/** Three tiles, of which the last is partly filled. */
const SIZE = 700;
let signed: SignedLedger;
beforeAll(async () => {
  signed = await SignedLedger.open();
  await signed.record(SIZE, { subject: 'systems/a' });
  await signed.sign();
  // What could be signed next.
  await signed.record(10, { subject: 'systems/a' });
});
afterAll(() => signed.close());

/** Goes on remembering what was signed before: nothing here is committed. */
const lastSigned = {
  read: () => signed.signer.lastSigned.read(),
  write: () => Promise.resolve(),
};

type Change = string | ((client: pg.ClientBase) => Promise<void>);

/** What a run says to a ledger that a superuser has changed; the change is undone afterwards. */
async function afterTampering(...changes: readonly Change[]): Promise<unknown> {
  const client = await signed.owner.connect();
  try {
    await client.query('begin isolation level repeatable read');
    for (const table of ['event', 'tree_node', 'checkpoint']) {
      await client.query(`alter table ledger.${table} disable trigger user`);
    }
    for (const change of changes) {
      await (typeof change === 'string' ? client.query(change) : change(client));
    }
    return await signNext(client, { ...signed.signer, lastSigned }, 1_000_000).catch(
      (error: unknown) => error,
    );
  } finally {
    await client.query('rollback');
    client.release();
  }
}

describe('What a superuser has done to a signed ledger keeps it from being signed:', () => {
  it('nothing, and it would be', async () => {
    expect(await afterTampering()).toEqual({ size: 710, head: 710, signed: true });
    expect(await afterTampering()).toEqual({ size: 710, head: 710, signed: true });
  });

  it.each(TAMPERINGS)('$name', async ({ refused: [kind, detail], statements }) => {
    expect(await afterTampering(...statements)).toMatchObject({
      name: 'LogFault',
      kind,
      detail: expect.stringMatching(detail),
    });
  });

  it('one event edited, and the stored tree above it rebuilt', async () => {
    const edit = `update ledger.event ${REPLACED} where position = 300`;
    const rebuild = async (client: pg.ClientBase) => {
      const { rows } = await client.query<{ leaf_hash: Buffer }>(
        'select leaf_hash from ledger.event where position between 257 and 512 order by position',
      );
      const tile = CompactRange.empty();
      for (const { leaf_hash } of rows) tile.append(leaf_hash);
      const values = [tile.root()];
      await client.query('update ledger.tree_node set hash = $1 where index = 1', values);
    };
    expect(await afterTampering(edit, rebuild)).toMatchObject({
      kind: 'root',
      detail: expect.stringMatching(/root over 700 events/),
    });
  });
});
