import type { FaultKind } from '../log/log-fault.js';

/** A ledger of one stream, signed up to 700 and with 710 events, that a superuser changes. */
export interface Tampering {
  readonly name: string;
  /** What the checkpointer refuses to sign for. */
  readonly refused: readonly [FaultKind, RegExp];
  /** What a verification names, where that is something else. */
  readonly named?: readonly [FaultKind, RegExp];
  readonly statements: readonly string[];
}

export const REPLACED = `set bytes = convert_to(
  replace(convert_from(bytes, 'UTF8'), 'misuse', 'misuze'), 'UTF8')`;
const RENUMBERED = `set bytes = convert_to(regexp_replace(
  convert_from(bytes, 'UTF8'), '"position":[0-9]+', '"position":' || position), 'UTF8')`;
const moved = (from: number, by: number): string => `
  update ledger.event set position = position + 1000000 where position >= ${from};
  update ledger.event set position = position - 1000000 + ${by} where position > 1000000`;

type Case = readonly [string, FaultKind, RegExp, readonly string[]];

const CASES: readonly Case[] = [
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
  ].map((change): Case => [
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
];

/** The verification looks at all leaves there are, and at what is remembered last. */
const NAMED: ReadonlyMap<string, readonly [FaultKind, RegExp]> = new Map([
  ['the head moved back', ['missing', /head of the ledger is 650, but its last event is 710/]],
  [
    'the checkpoint deleted with its tree, and an event edited',
    ['root', /root over 700 events in what the data directory/],
  ],
]);

export const TAMPERINGS: readonly Tampering[] = CASES.map(([name, kind, detail, statements]) => {
  const named = NAMED.get(name);
  return { name, refused: [kind, detail], ...(named && { named }), statements };
});
