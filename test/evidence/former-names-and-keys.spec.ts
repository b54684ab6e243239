import { mkdtemp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { answerAboutPack } from '#libs/evidence/pure';
import type { VerifiedPack } from '#libs/evidence/pure';
import { formatVerifierKey, renamedKey, signCheckpoint, signerKey } from '#libs/merkle';
import type { SignerKey } from '#libs/merkle';
import { keyRotated } from '../../libs/ledger/src/log/key-rotation.js';
import { originBegun } from '../../libs/ledger/src/log/origin-begun.js';
import { ORIGIN } from '../../libs/ledger/src/testing/signed-ledger.js';
import { SignedWorld } from './signed-world.js';

const NEW = `${ORIGIN}-2`;
const LONG_AGO = '2026-01-01T00:00:00.000Z';

let world: SignedWorld;
let folder: string;
let former: SignerKey;

beforeEach(async () => {
  world = await SignedWorld.open();
  folder = await mkdtemp(join(String(process.env['EDICT_TEST_RUN_FOLDER']), 'former-'));
  const [key] = world.signed.signer.keys;
  if (key === undefined) throw new Error('The world has no key.');
  former = key;
});
afterEach(() => world.close());

const textOf = ({ verifier }: SignerKey) => formatVerifierKey(verifier);
const position = async () => (await world.signed.ledger.head()).position;

async function verify(keys: readonly SignerKey[], since: readonly string[] = [], isWhole = true) {
  const at = { position: await position() };
  const path = join(folder, 'pack.zip');
  await writeFile(path, await world.pack(isWhole ? world.wholeLog(at) : world.question(at)));
  const notes = since.map((_, index) => join(folder, `${index}.checkpoint`));
  for (const [index, note] of since.entries()) await writeFile(notes[index] ?? '', note);
  const asked = { path, keys: keys.map(textOf), since: notes, isJson: true };
  const { exit, text } = await answerAboutPack(asked);
  return { exit, said: JSON.parse(text) as Partial<VerifiedPack> };
}

describe('A pack after a key was rotated out, long enough ago', () => {
  let next: SignerKey;
  beforeEach(async () => {
    next = signerKey(ORIGIN, Buffer.alloc(32, 3));
    const rotation = {
      origin: ORIGIN,
      key: textOf(next),
      former: [textOf(former)],
      formerSignUntil: LONG_AGO,
    };
    const event = keyRotated(rotation, next.verifier, LONG_AGO);
    await world.signed.ledger.append({ proposals: [{ event }] });
    // An excerpt tells from an event of its own that the days of the former are over.
    const data = { feature: 'voice', reason: 'misuse', by: 'provider' };
    await world.signed.record(1, { subject: 'systems/glm', data });
  });

  const signedBy = (...keys: readonly SignerKey[]) => {
    const retired = [former, next].map(({ verifier }) => verifier);
    return world.signed.sign(1_000, { ...world.signed.signer, keys, retired });
  };

  it.each([true, false])(
    'is not vouched for by that key alone (whole log: %s)',
    async (isWhole) => {
      await signedBy(former);
      const { exit, said } = await verify([former, next], [], isWhole);
      expect(said.findings).toMatchObject([
        {
          kind: 'signature',
          detail: expect.stringMatching(/^Only a key that was rotated out before has signed/),
        },
      ]);
      expect(exit).toBe(1);
    },
  );

  it('is vouched for by the next, and by what the former signed before', async () => {
    await signedBy(next);
    const { said } = await verify([former, next], [world.kept]);
    expect(said).toMatchObject({ findings: [], since: [{ verdict: 'consistent' }] });
  });

  it('does not accept a checkpoint kept elsewhere that the former signed alone', async () => {
    await signedBy(next);
    const [newest] = (
      await world.signed.owner.query<{ root: Buffer }>(
        'select root from ledger.checkpoint order by id desc limit 1',
      )
    ).rows;
    const head = { size: await position(), root: newest?.root ?? Buffer.of() };
    const note = signCheckpoint({ origin: ORIGIN, ...head }, [former]);
    const { exit, said } = await verify([former, next], [note]);
    expect(said.findings).toMatchObject([{ kind: 'signature', notes: [note] }]);
    expect(exit).toBe(1);
  });
});

describe('A pack of a log that was begun anew', () => {
  const LOST = 7;
  let renamed: SignerKey;
  let lastOfFormer: string;
  let survived: number;
  beforeEach(async () => {
    survived = await position();
    renamed = renamedKey(former, NEW);
    const last = { origin: ORIGIN, size: survived + LOST, root: Buffer.alloc(32, 9) };
    lastOfFormer = signCheckpoint(last, [former]);
    const begun = {
      origin: NEW,
      key: textOf(renamed),
      former: { ...last, note: lastOfFormer },
      lostFrom: survived + 1,
      reason: 'The disk broke.',
    };
    const event = originBegun(begun, LONG_AGO);
    await world.signed.ledger.append({ proposals: [{ event }] });
  });

  const log = () => ({ origin: ORIGIN, keys: [former.verifier], note: lastOfFormer });
  const signAnew = () => {
    const lastSigned = {
      read: () => Promise.resolve(lastOfFormer),
      write: () => Promise.resolve(),
    };
    return world.signed.sign(1_000, { origin: NEW, keys: [renamed], lastSigned, former: log() });
  };
  const formerSigned = (size: number) =>
    signCheckpoint({ origin: ORIGIN, size, root: Buffer.alloc(32, 9) }, [former]);

  it('begins with what the former log has signed of what is left', async () => {
    await signAnew();
    const { said } = await verify([former, renamed], [world.kept]);
    expect(said).toMatchObject({ findings: [], since: [{ verdict: 'consistent' }], origin: NEW });
    const forged = signCheckpoint({ origin: ORIGIN, size: 3, root: Buffer.alloc(32, 9) }, [former]);
    const other = await verify([former, renamed], [forged]);
    expect(other).toMatchObject({ exit: 1, said: { findings: [{ kind: 'equivocation' }] } });
  });

  it.each([true, false])('says what was lost of the former (whole log: %s)', async (isWhole) => {
    await signAnew();
    const { exit, said } = await verify([former, renamed], [lastOfFormer], isWhole);
    expect(said).toMatchObject({
      findings: [],
      since: [{ size: survived + LOST, verdict: 'lost' }],
      weaker: expect.arrayContaining([expect.stringMatching(/the last were lost/)]),
    });
    expect(exit).toBe(3);
  });

  it('is contradicted by one over more than was lost, and by another of that size', async () => {
    await signAnew();
    const longer = await verify([former, renamed], [formerSigned(survived + LOST + 1)]);
    expect(longer).toMatchObject({ exit: 1, said: { findings: [{ kind: 'rollback' }] } });
    const last = { origin: ORIGIN, size: survived + LOST, root: Buffer.alloc(32, 8) };
    const other = await verify([former, renamed], [signCheckpoint(last, [former])]);
    expect(other).toMatchObject({ exit: 1, said: { findings: [{ kind: 'equivocation' }] } });
  });

  it('is not vouched for by the former name', async () => {
    await world.signed.sign();
    const { exit, said } = await verify([former, renamed]);
    expect(said.findings).toMatchObject([
      { kind: 'signature', detail: expect.stringMatching(/says that it is another then/) },
    ]);
    expect(exit).toBe(1);
  });
});
