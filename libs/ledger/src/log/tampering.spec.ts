import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type pg from 'pg';
import { CompactRange } from '#libs/merkle';
import { SignedLedger } from '../testing/signed-ledger.js';
import type { FaultKind } from './log-fault.js';
import { signNext } from './sign-next.js';

/** Three tiles, of which the last is partly filled. */
const SIZE = 700;
const REPLACED = `set bytes = convert_to(
  replace(convert_from(bytes, 'UTF8'), 'misuse', 'misuze'), 'UTF8')`;
const RENUMBERED = `set bytes = convert_to(regexp_replace(
  convert_from(bytes, 'UTF8'), '"position":[0-9]+', '"position":' || position), 'UTF8')`;
const moved = (from: number, by: number): string => `
  update ledger.event set position = position + 1000000 where position >= ${from};
  update ledger.event set position = position - 1000000 + ${by} where position > 1000000`;

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

type Tampering = string | ((client: pg.ClientBase) => Promise<void>);

/** What a run says to a ledger that a superuser has changed; the change is undone afterwards. */
async function afterTampering(...changes: readonly Tampering[]): Promise<unknown> {
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

  it.each<[string, FaultKind, RegExp, readonly string[]]>([
    [
      'one event edited',
      'node',
      /Events 1 to 256 do not hash to the stored tree node 0 of level 1/,
      [`update ledger.event ${REPLACED} where position = 100`],
    ],
    [
      'the last signed event edited',
      'root',
      /root over 700 events/,
      [`update ledger.event ${REPLACED} where position = 700`],
    ],
    [
      'the last event deleted, and those behind it',
      'rollback',
      /699 events, but a checkpoint over 700/,
      ['delete from ledger.event where position >= 700', 'update ledger.head set position = 699'],
    ],
    [
      'the last event deleted, and the head left',
      'missing',
      /head of the ledger is 710, but its last event is 709/,
      ['delete from ledger.event where position = 710'],
    ],
    [
      'the head moved back',
      'rollback',
      /650 events, but a checkpoint over 700/,
      ['update ledger.head set position = 650'],
    ],
    [
      'one event deleted',
      'missing',
      /no event at position 400/,
      ['delete from ledger.event where position = 400'],
    ],
    [
      'one event deleted and the others moved up',
      'column',
      /position of event 513/,
      [
        'delete from ledger.event where position = 400',
        moved(401, -1),
        'update ledger.head set position = 709',
      ],
    ],
    [
      'one event deleted and the others renumbered in their bytes too',
      'node',
      /Events 257 to 512/,
      [
        'delete from ledger.event where position = 400',
        moved(401, -1),
        `update ledger.event ${RENUMBERED} where position >= 400`,
        'update ledger.head set position = 709',
      ],
    ],
    [
      'two events swapped',
      'column',
      /position of event 10/,
      [
        'update ledger.event set position = 999 where position = 10',
        'update ledger.event set position = 10 where position = 11',
        'update ledger.event set position = 11 where position = 999',
      ],
    ],
    [
      'two events swapped, and their numbers in the bytes',
      'node',
      /Events 1 to 256/,
      [
        'update ledger.event set position = 999 where position = 10',
        'update ledger.event set position = 10 where position = 11',
        'update ledger.event set position = 11 where position = 999',
        `update ledger.event ${RENUMBERED} where position in (10, 11)`,
      ],
    ],
    [
      'one event put in',
      'node',
      /Events 257 to 512/,
      [
        moved(300, 1),
        `update ledger.event ${RENUMBERED} where position > 300`,
        `insert into ledger.event
           (position, bytes, source, id, type, subject, sequence, time, recorded_time, actor)
         select 300, convert_to(replace(replace(replace(convert_from(bytes, 'UTF8'),
             '"position":299', '"position":300'), id, 'forged'), subject, 'systems/b'), 'UTF8'),
           source, 'forged', type, 'systems/b', sequence, time, recorded_time, actor
         from ledger.event where position = 299`,
        'update ledger.head set position = 711',
      ],
    ],
    ...[
      `source = 'https://example.test/other'`,
      `id = 'another'`,
      `type = 'feature.resumed'`,
      `subject = 'systems/b'`,
      `sequence = 1000`,
      `time = time + interval '1 microsecond'`,
      `time = 'infinity'`,
      `recorded_time = recorded_time - interval '1 day'`,
      `actor = 'keys/other'`,
    ].map((change): [string, FaultKind, RegExp, readonly string[]] => [
      `a column alone edited: ${change}`,
      'column',
      new RegExp(`column ${/^\w+/.exec(change)?.[0]} of event 600`),
      [`update ledger.event set ${change} where position = 600`],
    ]),
    [
      'a leaf hash that is not generated any more',
      'leaf-hash',
      /leaf hash of event 5/,
      [
        'alter table ledger.event alter column leaf_hash drop expression',
        `update ledger.event set leaf_hash = sha256('x') where position = 5`,
      ],
    ],
    [
      'bytes that are no event',
      'bytes',
      /bytes at position 5/,
      [`update ledger.event set bytes = '[]' where position = 5`],
    ],
    [
      'a node of the tree edited',
      'node',
      /Events 257 to 512 do not hash to the stored tree node 1/,
      [`update ledger.tree_node set hash = sha256('x') where index = 1`],
    ],
    [
      'a node of the tree deleted',
      'node',
      /node 0 of level 1 is missing/,
      ['delete from ledger.tree_node where index = 0'],
    ],
    [
      'a node of the tree too many',
      'node',
      /node 2 of level 1 is more than/,
      [`insert into ledger.tree_node (level, index, hash) values (1, 2, sha256('x'))`],
    ],
    [
      'the root of the checkpoint edited',
      'checkpoint',
      /columns of checkpoint 700/,
      [`update ledger.checkpoint set root = sha256('x')`],
    ],
    [
      'the note of the checkpoint edited',
      'checkpoint',
      /cannot be opened/,
      [`update ledger.checkpoint set note = replace(note, '700', '701')`],
    ],
    [
      'the checkpoint deleted',
      'node',
      /node 0 of level 1 is more than/,
      ['delete from ledger.checkpoint'],
    ],
    [
      'the checkpoint deleted with its tree, and an event edited',
      'root',
      /root over 700 events was signed as/,
      [
        'delete from ledger.checkpoint',
        'delete from ledger.tree_node',
        `update ledger.event ${REPLACED} where position = 100`,
      ],
    ],
    [
      'an event edited that is not signed yet, so that its stream has a gap',
      'order',
      /Event 705 has sequence 99 in systems\/b, where 1 is next/,
      [
        `update ledger.event set subject = 'systems/b', sequence = 99, bytes = convert_to(
           replace(replace(convert_from(bytes, 'UTF8'), '"sequence":705', '"sequence":99'),
             'systems/a', 'systems/b'), 'UTF8')
         where position = 705`,
      ],
    ],
    [
      'an event edited that is not signed yet, so that it was recorded before others',
      'order',
      /Event 705 was recorded before the one in front of it/,
      [
        `update ledger.event set recorded_time = '2020-01-01T00:00:00Z', bytes = convert_to(
           regexp_replace(convert_from(bytes, 'UTF8'), '"recordedtime":"[^"]*"',
             '"recordedtime":"2020-01-01T00:00:00.000Z"'), 'UTF8')
         where position = 705`,
      ],
    ],
  ])('%s', async (_, kind, detail, statements) => {
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
