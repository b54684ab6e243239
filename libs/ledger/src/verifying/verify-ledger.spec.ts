import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CompactRange, formatVerifierKey, signCheckpoint, signerKey } from '#libs/merkle';
import type pg from 'pg';
import { LastSignedFile } from '../log/last-signed.js';
import { ORIGIN, SignedLedger } from '../testing/signed-ledger.js';
import { REPLACED, TAMPERINGS } from '../testing/tamperings.js';
import { verifyLedger, verifyState } from './verify-ledger.js';
import type { LedgerVerification, VerifiedLedger } from './verify-ledger.js';

const SIZE = 700;

let signed: SignedLedger;
let key: string;
let note: string;
beforeAll(async () => {
  signed = await SignedLedger.open();
  await signed.record(300, { subject: 'systems/a' });
  await signed.sign();
  await signed.record(SIZE - 300, { subject: 'systems/a' });
  await signed.sign();
  await signed.record(10, { subject: 'systems/a' });
  key = signed.signer.keys.map(({ verifier }) => formatVerifierKey(verifier)).join();
  note = (await signed.checkpoints()).at(-1)?.note ?? '';
});
afterAll(() => signed.close());

type Change = string | ((client: pg.ClientBase) => Promise<unknown>);

/** What a verification says of a ledger that a superuser has changed; undone afterwards. */
async function afterTampering(
  options: LedgerVerification,
  ...changes: readonly Change[]
): Promise<VerifiedLedger> {
  const client = await signed.owner.connect();
  try {
    await client.query('begin isolation level repeatable read');
    for (const table of ['event', 'tree_node', 'checkpoint', 'signing_key']) {
      await client.query(`alter table ledger.${table} disable trigger user`);
    }
    for (const change of changes) {
      await (typeof change === 'string' ? client.query(change) : change(client));
    }
    return await verifyState(client, options);
  } finally {
    await client.query('rollback');
    client.release();
  }
}

const found = ({ faults }: VerifiedLedger) => faults.map(({ kind, detail }) => ({ kind, detail }));
const since = (text: string) => [{ note: text, where: 'older.note' }];
const remembered = (): LedgerVerification => ({
  keys: [key],
  lastSigned: signed.signer.lastSigned,
});

describe('A verification', () => {
  it('says what it has looked at, and finds nothing wrong with a sound ledger', async () => {
    expect(await verifyLedger(signed.owner, remembered())).toEqual({
      origins: [ORIGIN],
      trust: 'given',
      keys: [expect.stringContaining(ORIGIN)],
      verifiedBefore: 0,
      events: 710,
      signed: 700,
      checkpoints: 2,
      begun: [],
      lost: [],
      faults: [],
      faultCount: 0,
    });
  });

  it.each(TAMPERINGS)('names $name', async ({ refused, named, statements }) => {
    const [kind, detail] = named ?? refused;
    const verified = await afterTampering(remembered(), ...statements);
    expect(found(verified)).toContainEqual({ kind, detail: expect.stringMatching(detail) });
  });

  it('names an event edited under a tree that was rebuilt over it', async () => {
    const edit = `update ledger.event ${REPLACED} where position = 300`;
    const rebuild = async (client: pg.ClientBase) => {
      const { rows } = await client.query<{ leaf_hash: Buffer }>(
        'select leaf_hash from ledger.event where position between 257 and 512 order by position',
      );
      const tile = CompactRange.empty();
      for (const { leaf_hash } of rows) tile.append(leaf_hash);
      await client.query('update ledger.tree_node set hash = $1 where index = 1', [tile.root()]);
    };
    const verified = await afterTampering({ keys: [key] }, edit, rebuild);
    expect(found(verified)).toEqual([
      { kind: 'root', detail: expect.stringMatching(/^The root over 300 events was signed as/) },
    ]);
  });

  it('names bytes that say the same in another form', async () => {
    const spaced = `update ledger.event set bytes = convert_to(
      replace(convert_from(bytes, 'UTF8'), '"position":', '"position": '), 'UTF8')
      where position = 705`;
    expect(found(await afterTampering({ keys: [key] }, spaced))).toEqual([
      { kind: 'bytes', detail: 'The bytes of event 705 are not in canonical form.' },
    ]);
  });

  it('names a checkpoint that was taken out from between others', async () => {
    const more = (await signed.checkpoints()).map(({ size }) => size);
    expect(more).toEqual([300, 700]);
    const verified = await afterTampering(
      { keys: [key], since: since((await signed.checkpoints())[0]?.note ?? '') },
      'alter table ledger.checkpoint drop constraint checkpoint_follows',
      'delete from ledger.checkpoint where size = 300',
    );
    // The first that is left follows one that nobody has; its tree still holds the one kept.
    expect(found(verified)).toEqual([
      {
        kind: 'checkpoint',
        detail: expect.stringMatching(/^Checkpoint 700 follows checkpoint 300/),
      },
    ]);
  });

  it('goes on naming faults behind the first, and counts all', async () => {
    const verified = await afterTampering(
      { keys: [key] },
      `update ledger.event set actor = 'keys/other' where position in (3, 600, 709)`,
      'delete from ledger.event where position in (400, 401)',
    );
    const kinds = verified.faults.map(({ kind, position }) => `${kind} ${position ?? ''}`.trim());
    expect([...kinds].sort()).toEqual([
      'column 3',
      'column 600',
      'column 709',
      'missing 400',
      'node 257',
      'order 402',
      'root',
    ]);
    expect(verified.faultCount).toBe(7);
  });
});

describe('A key', () => {
  it('that stands in the database only is called self-attested', async () => {
    expect(await verifyLedger(signed.owner, {})).toMatchObject({
      trust: 'self-attested',
      faultCount: 0,
    });
  });

  it('of somebody else vouches for nothing', async () => {
    const other = formatVerifierKey(signerKey(ORIGIN, randomBytes(32)).verifier);
    const { faults } = await verifyLedger(signed.owner, { keys: [other] });
    expect(faults.map(({ kind }) => kind)).toEqual(['checkpoint', 'checkpoint']);
    expect(faults[0]?.detail).toMatch(/^Checkpoint 300 cannot be opened: No trusted key signed/);
  });

  it.each(['', 'no key', 'a+00000000+AAAA'])('%j is refused', async (text) => {
    const verified = verifyLedger(signed.owner, { keys: [text] });
    await expect(verified).rejects.toThrow(/cannot be used: The key is malformed/);
  });
});

describe('An older checkpoint', () => {
  it('that the ledger holds is no fault', async () => {
    const options = { keys: [key], since: since(note) };
    expect(await verifyLedger(signed.owner, options)).toMatchObject({ faultCount: 0 });
  });

  it('over more than there is shows a rollback, with both notes', async () => {
    const verified = await afterTampering(
      { keys: [key], since: since(note) },
      'delete from ledger.checkpoint where size > 300',
      'delete from ledger.tree_node where index > 0',
      'delete from ledger.event where position > 350',
      'update ledger.head set position = 350',
    );
    const [first] = await signed.checkpoints();
    expect(verified.faults).toMatchObject([{ kind: 'rollback', notes: [note, first?.note] }]);
    expect(verified.faults[0]?.detail).toMatch(/has 350 events, but a checkpoint over 700 was/);
  });

  it('newer than any that the database has left is a rollback too', async () => {
    const verified = await afterTampering(
      { keys: [key], since: since(note) },
      'delete from ledger.checkpoint where size > 300',
      'delete from ledger.tree_node where index > 0',
    );
    expect(found(verified)).toEqual([
      { kind: 'rollback', detail: expect.stringMatching(/over 700 .* none over more than 300/) },
    ]);
  });

  it.each([
    ['of the same size', 700],
    ['of another size', 650],
  ])('and one %s of a history that was signed anew show two histories', async (_, size) => {
    const resign = async (client: pg.ClientBase) => {
      await client.query(`update ledger.event ${REPLACED} where position = 100`);
      await client.query('delete from ledger.checkpoint');
      await client.query('delete from ledger.tree_node');
      const { rows } = await client.query<{ leaf_hash: Buffer }>(
        'select leaf_hash from ledger.event order by position limit $1',
        [size],
      );
      const tree = CompactRange.empty();
      for (const { leaf_hash } of rows) tree.append(leaf_hash);
      const forged = { origin: ORIGIN, size, root: tree.root() };
      await client.query(
        `insert into ledger.checkpoint (origin, size, root, note) values ($1, $2, $3, $4)`,
        [ORIGIN, size, forged.root, signCheckpoint(forged, signed.signer.keys)],
      );
    };
    const [first] = await signed.checkpoints();
    const older = size === 700 ? note : (first?.note ?? '');
    const verified = await afterTampering({ keys: [key], since: since(older) }, resign);
    const fork = verified.faults.find(({ kind }) => kind === 'equivocation');
    expect(fork?.detail).toMatch(/^Two histories were signed: older\.note is over/);
    expect(fork?.notes).toEqual([older, expect.stringContaining(`${ORIGIN}\n${size}\n`)]);
  });

  it.each([
    ['of another log', 'other.example/log', /is of the log other\.example\/log/],
    ['that nobody signed who is trusted', ORIGIN, /No trusted key signed the note/],
  ])('%s is refused', async (_, origin, detail) => {
    const signer = signerKey(origin, randomBytes(32));
    const foreign = signCheckpoint({ origin, size: 1, root: randomBytes(32) }, [signer]);
    const keys = [key, ...(origin === ORIGIN ? [] : [formatVerifierKey(signer.verifier)])];
    const verified = verifyLedger(signed.owner, { keys, since: since(foreign) });
    await expect(verified).rejects.toThrow(detail);
  });
});

describe('What was verified before', () => {
  const lastVerified = () => new LastSignedFile(signed.folder, 'last-verified');
  const options = (): LedgerVerification => ({ keys: [key], lastVerified: lastVerified() });

  it('is not hashed again, unless all is wanted', async () => {
    expect(await verifyLedger(signed.owner, options())).toMatchObject({ verifiedBefore: 0 });
    expect(await lastVerified().read()).toBe(note);
    const again = await verifyLedger(signed.owner, options());
    expect(again).toMatchObject({ verifiedBefore: 700, events: 710, faultCount: 0 });
    const full = await verifyLedger(signed.owner, { ...options(), isFull: true });
    expect(full).toMatchObject({ verifiedBefore: 0, events: 710, faultCount: 0 });
  });

  it('does not hide a tree that is not the one verified', async () => {
    const verified = await afterTampering(
      options(),
      `update ledger.tree_node set hash = sha256('x') where index = 1`,
    );
    expect(verified).toMatchObject({ verifiedBefore: 0, faults: [{ kind: 'node' }] });
  });

  it('is not believed where no trusted key signed it', async () => {
    const own = await verifyLedger(signed.owner, options());
    expect(own.verifiedBefore).toBe(700);
    const other = formatVerifierKey(signerKey(ORIGIN, randomBytes(32)).verifier);
    const foreign = await verifyLedger(signed.owner, { ...options(), keys: [other] });
    expect(foreign.verifiedBefore).toBe(0);
  });

  it('is kept as it was where something is wrong', async () => {
    const verified = await afterTampering(
      options(),
      `update ledger.event set actor = 'keys/other' where position = 705`,
    );
    expect(verified).toMatchObject({ verifiedBefore: 700, faults: [{ position: 705 }] });
    expect(await lastVerified().read()).toBe(note);
  });
});
