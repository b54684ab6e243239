import { afterEach, describe, expect, it } from '@jest/globals';
import { formatVerifierKey } from '#libs/merkle';
import { ORIGIN, SignedLedger } from '../../libs/ledger/src/testing/signed-ledger.js';
import { TAMPERINGS } from '../../libs/ledger/src/testing/tamperings.js';
import type { Tampering } from '../../libs/ledger/src/testing/tamperings.js';
import { AskedOffline } from './asked-offline.js';
import type { Answered } from './asked-offline.js';
import { forgePack } from './forged-pack.js';
import { SignedWorld } from './signed-world.js';

const SIGNED = 700;
const MORE = 10;
const QUESTION = { from: '2026-02-01T00:00:00.000Z', to: '2026-04-01T00:00:00.000Z' };

/** They change what stands beside the bytes: whoever reads the bytes has the events as they were. */
const BESIDE_THE_BYTES =
  /^(?:a column alone|a leaf hash|a node|the root of|the note of|the checkpoint deleted$)/;

/** No checkpoint from before reaches what was recorded behind it. */
const BEHIND_THE_CHECKPOINT = 'the last event deleted, and the head left';

let opened: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of opened) await one.close();
  opened = [];
});

/**
 * Somebody rules database and key: edits, signs everything anew and makes a pack of the whole log in
 * which all fits together. Whoever verifies has a checkpoint from before.
 */
async function verifyAfter({ statements }: Tampering): Promise<Answered> {
  const signed = await SignedLedger.open();
  opened.push(signed);
  await signed.record(SIGNED, { subject: 'systems/a' });
  await signed.sign();
  const [kept] = await signed.checkpoints();
  await signed.record(MORE, { subject: 'systems/a' });
  await signed.tamper(...statements);
  const { rows } = await signed.owner.query<{ bytes: Buffer }>(
    `select bytes from ledger.event
     where position <= (select position from ledger.head) order by position`,
  );
  const leaves = rows.map(({ bytes }) => bytes);
  const { keys } = signed.signer;
  const question = { ...QUESTION, position: leaves.length };
  const pack = await forgePack({ leaves, keys, origin: ORIGIN, question });
  const offline = await AskedOffline.open(
    keys.map((key) => formatVerifierKey(key.verifier)).join(),
  );
  opened.push(offline);
  return offline.about(pack, { since: [kept?.note ?? ''] });
}

describe('A pack of a ledger that its superuser edited and signed anew', () => {
  const edits = TAMPERINGS.filter(
    ({ name }) => !BESIDE_THE_BYTES.test(name) && name !== BEHIND_THE_CHECKPOINT,
  );

  it.each(edits)('is refused where somebody kept a checkpoint: $name', async (edit) => {
    const { exit, said } = await verifyAfter(edit);
    expect(said.findings?.length).toBeGreaterThan(0);
    expect(exit).toBe(1);
  });

  it('was edited in each of the ways that change what was recorded', () => {
    expect(edits.map(({ name }) => name)).toEqual(
      expect.arrayContaining([
        'one event edited',
        'the last signed event edited',
        'the last event deleted, and those behind it',
        'one event deleted and the others renumbered in their bytes too',
        'two events swapped, and their numbers in the bytes',
        'one event put in',
        'the checkpoint deleted with its tree, and an event edited',
      ]),
    );
  });

  it('is not refused where an event is gone that no checkpoint covered', async () => {
    const edit = TAMPERINGS.filter(({ name }) => name === BEHIND_THE_CHECKPOINT);
    expect(edit.length).toBe(1);
    for (const one of edit) {
      const { said } = await verifyAfter(one);
      expect(said).toMatchObject({ verdict: 'verified', covered: SIGNED + MORE - 1 });
    }
  });

  it.each(TAMPERINGS.filter(({ name }) => BESIDE_THE_BYTES.test(name)))(
    'has the events as they were recorded where only what is beside them was edited: $name',
    async (edit) => {
      const { said } = await verifyAfter(edit);
      expect(said).toMatchObject({ verdict: 'verified', events: SIGNED + MORE });
    },
  );
});

describe('A pack that the server makes of a ledger that its superuser edited', () => {
  it.each([
    ['a stored tree node', 'inclusion', `update ledger.tree_node set hash = sha256('x')`],
    [
      'the column that says which stream an event is of',
      'incomplete',
      `update ledger.event set subject = 'systems/other' where type = 'measure.adopted'`,
    ],
    [
      'an event of the company',
      'inclusion',
      `update ledger.event set bytes = convert_to(
         replace(convert_from(bytes, 'UTF8'), '"text"', '"audio"'), 'UTF8')
       where type = 'measure.adopted'`,
    ],
  ])('is refused, with no checkpoint from before: %s', async (_, kind, statement) => {
    const world = await SignedWorld.open('The desk', 300);
    const offline = await AskedOffline.open(world.key);
    opened.push(world, offline);
    await world.signed.tamper(statement);
    const { exit, said } = await offline.about(await world.pack(world.question()));
    expect(said.findings?.map((one) => one.kind)).toContain(kind);
    expect(exit).toBe(1);
  });
});
