import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { answerAboutPack } from '#libs/evidence/pure';
import { canonicalBytes } from '#libs/ledger/pure';
import type { RecordedEvent } from '#libs/ledger/pure';
import { formatVerifierKey, signCheckpoint, signerKey } from '#libs/merkle';
import { keyRotated } from '../../libs/ledger/src/log/key-rotation.js';
import { canonicalLine } from '../../libs/evidence/src/format/canonical-json.js';
import { originBegun } from '../../libs/ledger/src/log/origin-begun.js';
import { ORIGIN } from '../../libs/ledger/src/testing/signed-ledger.js';
import { AskedOffline } from './asked-offline.js';
import { forgePack, sha256 } from './forged-pack.js';
import { refitted, unpacked, zipped } from './repacked.js';
import { KEPT, SignedWorld } from './signed-world.js';
import { COMPANY, newEventOf, OWNER, OWNER_COMMITTED, PAPER } from './small-world.js';

let world: SignedWorld;
let offline: AskedOffline;
let leaves: readonly Buffer[];
let events: readonly RecordedEvent[];

beforeAll(async () => {
  world = await SignedWorld.open();
  offline = await AskedOffline.open(world.key);
  leaves = await world.leaves();
  events = await world.events();
});
afterAll(async () => {
  await world.close();
  await offline.close();
});

const STRANGER = signerKey(ORIGIN, Buffer.alloc(32, 5));
const edited = (position: number, from: string, to: string): readonly Buffer[] => {
  const text = leaves[position - 1]?.toString('utf8') ?? '';
  if (!text.includes(from)) throw new Error(`Event ${position} has no ${from}.`);
  return leaves.with(position - 1, Buffer.from(text.replace(from, to)));
};
/** The leaf of an event, changed, in canonical form. */
const altered = (position: number, changes: object): readonly Buffer[] => {
  const event = JSON.parse(String(leaves[position - 1])) as object;
  return leaves.with(position - 1, canonicalBytes({ ...event, ...changes }));
};
const lastOfAll = (): string => signed(leaves);
const signed = (given: readonly Buffer[]): string => {
  const { checkpoint } = world.treeOf(given);
  return signCheckpoint(checkpoint, world.signed.signer.keys);
};
const labelled = (): number => events.find(({ type }) => type === 'measure.adopted')?.position ?? 0;

describe('A pack that the server made', () => {
  it('of a company is verified with the key of its log', async () => {
    const { exit, said } = await offline.about(await world.pack(world.question()));
    expect(said).toMatchObject({
      verdict: 'verified',
      trust: 'given',
      covered: world.position,
      wholeUpTo: world.position - 1,
      tail: 0,
      findings: [],
      weaker: [],
    });
    expect(said.signedBy).toEqual([expect.stringMatching(/^log\.example\/edict\+[0-9a-f]{8}$/)]);
    expect(exit).toBe(0);
  });

  it('of the whole log is verified too', async () => {
    const { exit, said } = await offline.about(await world.pack(world.wholeLog()));
    expect(said).toMatchObject({ verdict: 'verified', events: world.position, findings: [] });
    expect(exit).toBe(0);
  });

  it('is shown to begin with a checkpoint that was kept', async () => {
    for (const question of [world.question({ since: KEPT }), world.wholeLog()]) {
      const pack = await world.pack(question);
      const { exit, said } = await offline.about(pack, { since: [world.kept, lastOfAll()] });
      expect(said.since).toMatchObject([
        { size: KEPT, verdict: 'consistent' },
        { size: world.position, verdict: 'consistent' },
      ]);
      expect(exit).toBe(0);
    }
  });

  it('is byte for byte what somebody forges who has nothing to hide, but for the verifier', async () => {
    const [made, forged] = await Promise.all([
      world.pack(world.question()).then(unpacked),
      world.forge({ question: world.question(), papers: [PAPER] }).then(unpacked),
    ]);
    const same = [...made.keys()].filter(
      (name) => !/^(?:verify\.mjs|access-log\.csv|manifest\.json|SHA256SUMS)$/.test(name),
    );
    expect(same.length).toBeGreaterThan(10);
    for (const name of same) expect([name, forged.get(name)]).toEqual([name, made.get(name)]);
  });
});

describe('A pack shows less than was asked', () => {
  it('without a key', async () => {
    const { exit, said } = await offline.about(await world.pack(world.question()), { keys: [] });
    expect(said).toMatchObject({ trust: 'self-attested', signedBy: [], verdict: 'weaker' });
    expect(said.weaker).toEqual([expect.stringContaining('Self-attested')]);
    expect(exit).toBe(3);
  });

  it('without a proof from the checkpoint that was kept', async () => {
    const pack = await world.pack(world.question());
    const { exit, said } = await offline.about(pack, { since: [world.kept] });
    expect(said.since).toMatchObject([{ size: KEPT, verdict: 'not-shown' }]);
    expect(said.weaker).toEqual([expect.stringContaining(`since=${KEPT}`)]);
    expect(exit).toBe(3);
  });

  it('without a record of heads, and for what came behind the last one', async () => {
    const before = await world.pack(world.question({ position: world.position - 1 }));
    const { exit, said } = await offline.about(before);
    expect(said.weaker).toEqual([expect.stringContaining('no record of heads')]);
    expect(exit).toBe(3);
    const other = newEventOf({ type: 'x.y', subject: `companies/${COMPANY}`, data: {} }, 900);
    const longer = [
      ...leaves,
      canonicalBytes({
        ...events.at(-1),
        ...other,
        position: world.position + 1,
        sequence: 1 + events.filter(({ subject }) => subject === other.subject).length,
      }),
    ];
    const question = world.question({ position: longer.length });
    const behind = await offline.about(await world.forge({ question, leaves: longer }));
    expect(behind.said).toMatchObject({ tail: 1, findings: [] });
    expect(behind.exit).toBe(3);
  });
});

describe('What a pack says of itself', () => {
  it('writes no line of its own on the terminal, and moves no cursor', async () => {
    const company = `zhipu\u001b[2J\u009b1A\u202e\u2028\nVerified: the pack is what it is.`;
    const files = [...(await unpacked(await world.pack(world.question())))];
    const told = files.map(([name, bytes]): readonly [string, Buffer] => {
      if (name !== 'manifest.json') return [name, bytes];
      const manifest = JSON.parse(String(bytes)) as { readonly question: object };
      const question = { ...manifest.question, company };
      return [name, canonicalLine({ ...manifest, question })];
    });
    const path = await offline.file('forged.zip', await zipped(refitted(told)));
    for (const isJson of [true, false]) {
      const asked = { path, keys: [world.key], since: [], isJson };
      const { exit, text } = await answerAboutPack(asked);
      expect(exit).toBe(1);
      expect(text).toContain('Verified: the pack is what it is.');
      expect(text.split('\n').filter((line) => line.startsWith('Verified'))).toEqual([]);
      expect(text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}]/u);
      if (isJson) expect(JSON.parse(text)).toMatchObject({ question: { company } });
    }
  });
});

describe('Events that no Edict records, whoever signed them,', () => {
  it.each([
    ['algorithm.registered', { company: COMPANY, name: '算法', systems: ['glm'] }],
    ['feature.launched', { feature: 'voice' }],
    ['instrument.published', { title: { en: 'labels' }, timeZone: 'No/Zone' }],
  ])('as %s with %j, have an answer', async (type, data) => {
    const { position = 0 } = events.find((event) => event.type === type) ?? {};
    const pack = await world.forge({
      question: world.question(),
      leaves: altered(position, { data }),
      papers: [PAPER],
      toldOf: (event) => events[event.position - 1] ?? event,
    });
    const path = await offline.file('odd.zip', pack);
    const { exit, text } = await answerAboutPack({
      path,
      keys: [world.key],
      since: [],
      isJson: false,
    });
    expect(text).toMatch(/^The pack is malformed: nothing follows from its events/);
    expect(exit).toBe(2);
  });
});

describe('The key that was given', () => {
  it('is not that of the log', async () => {
    const keys = [formatVerifierKey(STRANGER.verifier)];
    const { exit, said } = await offline.about(await world.pack(world.question()), { keys });
    expect(said.findings).toMatchObject([{ kind: 'signature' }]);
    expect(exit).toBe(1);
  });

  it('is none, or a checkpoint is none, or of another log', async () => {
    const pack = await world.pack(world.question());
    const byStranger = signCheckpoint(world.treeOf(leaves).checkpoint, [STRANGER]);
    const elsewhere = signerKey('other.example/edict', Buffer.alloc(32, 6));
    const origin = elsewhere.name;
    const ofAnother = signCheckpoint({ ...world.treeOf(leaves).checkpoint, origin }, [elsewhere]);
    for (const asked of [
      { keys: ['mine'] },
      { since: ['no checkpoint'] },
      { since: [byStranger] },
      { keys: [world.key, formatVerifierKey(elsewhere.verifier)], since: [ofAnother] },
    ]) {
      const { exit, said } = await offline.about(pack, asked);
      expect([exit, said.verdict]).toEqual([2, 'unusable']);
    }
  });
});

describe('What is no pack', () => {
  it('is called so', async () => {
    const pack = await world.pack(world.question());
    const files = await unpacked(pack);
    const without = (name: string) => zipped(refitted([...files].filter(([one]) => one !== name)));
    for (const bytes of [
      Buffer.of(),
      Buffer.from('no pack'),
      pack.subarray(0, -1),
      Buffer.concat([pack, Buffer.of(0)]),
      await without('README.html'),
      await without('proofs.ndjson'),
      await zipped([...files].toReversed()),
    ]) {
      const { exit, said } = await offline.about(bytes);
      expect([exit, said.problem]).toEqual([2, expect.stringContaining('malformed')]);
    }
  });
});

describe('Whoever has the ledger and its key cannot', () => {
  it('take the ledger back behind a checkpoint that was kept: a rollback, with both notes', async () => {
    const shorter = leaves.slice(0, KEPT);
    for (const question of [
      world.wholeLog({ position: KEPT }),
      world.question({ position: KEPT }),
    ]) {
      const pack = await world.forge({ question, leaves: shorter });
      const { exit, said } = await offline.about(pack, { since: [lastOfAll()] });
      expect(said.findings).toMatchObject([
        { kind: 'rollback', notes: [lastOfAll(), signed(shorter)] },
      ]);
      expect(exit).toBe(1);
    }
  });

  it('sign another history of the same size: an equivocation, with both notes', async () => {
    const fork = edited(labelled(), 'text', 'taxt');
    for (const question of [world.wholeLog(), world.question()]) {
      const pack = await world.forge({ question, leaves: fork });
      const { exit, said } = await offline.about(pack, { since: [lastOfAll()] });
      expect(said.findings).toMatchObject([
        { kind: 'equivocation', notes: [lastOfAll(), signed(fork)] },
      ]);
      expect(exit).toBe(1);
    }
  });

  it('sign a longer history that does not begin with what was kept', async () => {
    const fork = edited(7, 'zhipu', 'zhipa');
    const forgedNote = signed(fork.slice(0, KEPT));
    const whole = await world.forge({ question: world.wholeLog(), leaves: fork });
    const company = await world.forge({
      question: world.question({ since: KEPT, company: 'zhipa' }),
      leaves: edited(7, '"companies/zhipu"', '"companies/zhipa"'),
    });
    const since = [world.kept];
    expect((await offline.about(whole, { since })).said.findings).toMatchObject([
      { kind: 'equivocation', notes: [world.kept, signed(fork)] },
    ]);
    expect(await offline.about(company, { since })).toMatchObject({ exit: 1 });
    const withForged = await world.forge({
      question: world.question({ since: KEPT }),
      leaves: edited(8, 'kimi', 'kima'),
    });
    const found = (await offline.about(withForged, { since })).said.findings;
    expect(found).toMatchObject([{ kind: 'equivocation', notes: [world.kept, expect.anything()] }]);
    expect(forgedNote).not.toBe(world.kept);
  });

  it('pass the kept checkpoint off as the beginning of another history', async () => {
    const fork = edited(8, 'kimi', 'kima');
    const pack = await world.forge({
      question: world.question({ since: KEPT }),
      leaves: fork,
      sinceNote: world.kept,
    });
    const { exit, said } = await offline.about(pack, { since: [world.kept] });
    expect(said.findings).toContainEqual(
      expect.objectContaining({ kind: 'consistency', notes: [world.kept, signed(fork)] }),
    );
    expect(exit).toBe(1);
  });

  it('leave out an event that concerns the company, or one of a rule, with its proof', async () => {
    const carried = await unpacked(await world.pack(world.question()));
    const positions = String(carried.get('events.ndjson'))
      .trim()
      .split('\n')
      .map((line) => (JSON.parse(line) as RecordedEvent).position);
    expect(positions.length).toBeGreaterThan(12);
    for (const position of positions.filter((one) => one < world.position)) {
      const event = events[position - 1];
      if (event === undefined || event.subject === `companies/${COMPANY}`) continue;
      const leftOut = (one: RecordedEvent) => one.position === position;
      const pack = await world.forge({ question: world.question(), leftOut });
      const { exit, said } = await offline.about(pack);
      const kinds = said.findings?.map(({ kind }) => kind);
      expect([position, exit, kinds]).toEqual([
        position,
        1,
        expect.arrayContaining(['incomplete']),
      ]);
    }
  });

  it('leave out the record of heads that would show it', async () => {
    const leftOut = ({ subject }: RecordedEvent) =>
      subject === 'log/heads' || subject === 'algorithms/glm-1';
    const pack = await world.forge({ question: world.question(), leftOut });
    const files = await unpacked(pack);
    const { exit } = await offline.about(
      await zipped(refitted([...files].filter(([name]) => name !== 'heads.json'))),
    );
    expect(exit).not.toBe(0);
  });

  it.each([
    ['an id that is taken', 'duplicate', { id: 'event-1' }],
    ['a gap in its stream', 'order', { sequence: 9 }],
    ['a record time that runs backwards', 'order', { recordedtime: '2020-01-01T00:00:00.000Z' }],
    ['another position than its own', 'order', { position: 3 }],
    ['a field that no event has', 'bytes', { data_base64: 'AA==' }],
    ['another version of CloudEvents', 'bytes', { specversion: '0.3' }],
  ])('have an event with %s', async (_, kind, changes) => {
    const question = world.wholeLog();
    const pack = await world.forge({ question, leaves: altered(labelled(), changes) });
    const { exit, said } = await offline.about(pack);
    expect(said.findings?.map((one) => one.kind)).toContain(kind);
    expect(exit).toBe(1);
  });

  it('spell an event in another way', async () => {
    const spaced = edited(labelled(), '{"actor"', '{ "actor"');
    const pack = await world.forge({ question: world.wholeLog(), leaves: spaced });
    const { said } = await offline.about(pack);
    expect(said.findings?.[0]).toMatchObject({
      kind: 'bytes',
      detail: expect.stringContaining('canonical'),
    });
  });

  it('tell another status than the events give', async () => {
    const files = await unpacked(await world.pack(world.question()));
    const told = String(files.get('state-end.csv'));
    expect(told).toContain('unevidenced');
    const changed = [...files].map(([name, bytes]): readonly [string, Buffer] => [
      name,
      name === 'state-end.csv' ? Buffer.from(told.replace('unevidenced', 'met')) : bytes,
    ]);
    const { exit, said } = await offline.about(await zipped(refitted(changed)));
    expect(said.findings).toMatchObject([
      { kind: 'told', detail: expect.stringMatching(/^Line \d+ of state-end\.csv/) },
    ]);
    expect(exit).toBe(1);
  });

  it('carry a paper that no evidence names', async () => {
    const other = Buffer.from('another paper');
    const pack = await world.forge({ question: world.question(), papers: [PAPER, other] });
    const { said } = await offline.about(pack);
    expect(said.findings).toMatchObject([
      { kind: 'paper', detail: expect.stringContaining(sha256(other)) },
    ]);
  });
});

describe('What the log says of itself', () => {
  const OTHER_NAME = signerKey('log.example/anew', Buffer.alloc(32, 7));
  const both = () => [world.key, formatVerifierKey(STRANGER.verifier)];
  const bothNames = () => [world.key, formatVerifierKey(OTHER_NAME.verifier)];
  /** The leaves, and one more event of a stream of the log. */
  const followed = (
    before: readonly Buffer[],
    event: Partial<RecordedEvent>,
    recordedtime = '2036-01-01T00:00:00.000Z',
  ): readonly Buffer[] => {
    const last = events.at(-1);
    const place = { position: before.length + 1, sequence: 1, recordedtime };
    return [...before, canonicalBytes({ ...last, id: 'more', ...event, ...place })];
  };
  const rotated = (formerSignUntil: string) =>
    followed(
      leaves,
      keyRotated(
        {
          origin: ORIGIN,
          key: formatVerifierKey(STRANGER.verifier),
          former: [world.key],
          formerSignUntil,
        },
        STRANGER.verifier,
        '2035-12-01T00:00:00Z',
      ),
      '2035-12-01T00:00:00.000Z',
    );
  const late = { subject: 'systems/late', id: 'late' };

  it('ends the days of a key that was rotated out', async () => {
    const own = world.signed.signer.keys;
    for (const [until, keys, exit] of [
      ['2035-12-31T00:00:00Z', own, 1],
      ['2035-12-31T00:00:00Z', [...own, STRANGER], 0],
      ['2036-02-01T00:00:00Z', own, 0],
    ] as const) {
      const longer = followed(rotated(until), late);
      const question = world.wholeLog({ position: longer.length });
      const pack = await forgePack({ leaves: longer, keys, origin: ORIGIN, question });
      const answered = await offline.about(pack, { keys: both() });
      expect([until, answered.exit]).toEqual([until, exit]);
      const expected = exit === 0 ? [] : [{ kind: 'signature', notes: [expect.anything()] }];
      expect(answered.said.findings).toMatchObject(expected);
    }
  });

  it('accounts for what was lost when it began anew, under another name', async () => {
    const survived = leaves.slice(0, KEPT + 3);
    const former = { ...world.treeOf(leaves).checkpoint, note: lastOfAll() };
    const begun = originBegun(
      {
        origin: OTHER_NAME.name,
        key: formatVerifierKey(OTHER_NAME.verifier),
        former,
        lostFrom: survived.length + 1,
        reason: 'The disk broke.',
      },
      '2035-12-01T00:00:00Z',
    );
    const anew = followed(survived, begun);
    const question = world.wholeLog({ position: anew.length });
    const forged = { leaves: anew, keys: [OTHER_NAME], origin: OTHER_NAME.name, question };
    const pack = await forgePack(forged);
    const about = (...since: readonly string[]) =>
      offline.about(pack, { keys: bothNames(), since });
    expect(await about(world.kept)).toMatchObject({
      exit: 0,
      said: { since: [{ verdict: 'consistent' }] },
    });
    expect(await about(lastOfAll())).toMatchObject({
      exit: 3,
      said: { since: [{ verdict: 'lost' }], findings: [] },
    });
    const other = signed(edited(labelled(), 'text', 'taxt'));
    expect(await about(other)).toMatchObject({
      exit: 1,
      said: { findings: [{ kind: 'equivocation', notes: [other, lastOfAll()] }] },
    });
    const silent = await forgePack({
      ...forged,
      leaves: followed(survived, late),
    });
    expect(await offline.about(silent, { keys: bothNames(), since: [world.kept] })).toMatchObject({
      exit: 2,
    });
    const { keys } = world.signed.signer;
    const underTheFormer = await forgePack({ ...forged, keys, origin: ORIGIN });
    expect((await offline.about(underTheFormer)).said.findings).toMatchObject([
      { kind: 'signature', notes: [expect.anything(), lastOfAll()] },
    ]);
  });
});

describe('Personal texts', () => {
  let sealed: SignedWorld;
  let sealedOffline: AskedOffline;
  let position: number;
  beforeAll(async () => {
    sealed = await SignedWorld.open(OWNER_COMMITTED);
    sealedOffline = await AskedOffline.open(sealed.key);
    const told = await sealed.events();
    position = told.find(({ type }) => type === 'duty.assigned')?.position ?? 0;
  });
  afterAll(async () => {
    await sealed.close();
    await sealedOffline.close();
  });
  const line = (given: object = {}) => {
    const { field, salt, value } = OWNER;
    return { field, position, salt, value, ...given };
  };
  const verify = async (...personal: readonly object[]) =>
    sealedOffline.about(await sealed.forge({ question: sealed.question(), personal }));

  it('are those that events commit to', async () => {
    expect((await verify(line())).said).toMatchObject({ verdict: 'verified' });
  });

  it('that are neither shown nor erased are told', async () => {
    const { exit, said } = await verify();
    expect(said.weaker).toEqual([expect.stringContaining('1 personal texts are neither shown')]);
    expect(exit).toBe(3);
  });

  it.each([
    ['another value', () => [line({ value: '王芳' })]],
    ['another salt', () => [line({ salt: Buffer.alloc(32, 8).toString('base64url') })]],
    ['another field', () => [line({ field: '/by' })]],
    ['another event', () => [line({ position: position - 1 })]],
    ['an event that is not there', () => [line({ position: 4_000 })]],
    ['the same twice', () => [line(), line()]],
  ])('are refused with %s', async (_, personal) => {
    const { exit, said } = await verify(...personal());
    expect(said.findings?.map(({ kind }) => kind)).toContain('personal');
    expect(exit).toBe(1);
  });
});
