import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  decodeEntryBundle,
  formatVerifierKey,
  leafHash,
  openCheckpoint,
  tilesOf,
  verifyConsistency,
  verifyTlogProof,
} from '#libs/merkle';
import { ORIGIN, SignedLedger } from '../testing/signed-ledger.js';
import { NotSigned, UnknownCheckpoint } from './errors.js';
import { LedgerLog } from './ledger-log.js';

const SIZES = [1, 256, 300, 600];

let signed: SignedLedger;
let log: LedgerLog;

beforeAll(async () => {
  signed = await SignedLedger.open();
  log = new LedgerLog(signed.database.pool('edict_app'));
});
afterAll(async () => {
  log.close();
  await signed.close();
});

const trusted = () => signed.signer.keys.map(({ verifier }) => verifier);
const bytesAt = async (position: number) =>
  (await signed.ledger.at(position))?.bytes ?? Buffer.of();

describe('A ledger that nobody has signed yet', () => {
  it('has no checkpoint, no keys, no tiles and no proofs', async () => {
    await signed.record(1);
    expect(await log.latest()).toBeUndefined();
    expect(await log.keys()).toBeUndefined();
    expect(await log.tile({ level: 0, index: 0, width: 1 })).toBeUndefined();
    await expect(log.proof(1)).rejects.toThrow('No checkpoint was signed yet.');
    await expect(log.consistency(0)).rejects.toThrow(UnknownCheckpoint);
    expect(await log.state()).toMatchObject({ size: 0, refusal: null, signedAt: null });
    expect(await log.covers(1, 50)).toBe(false);
  });
});

describe('A signed ledger', () => {
  beforeAll(async () => {
    await signed.sign();
    for (const [at, size] of SIZES.slice(1).entries()) {
      await signed.record(size - (SIZES[at] ?? 0));
      await signed.sign();
    }
    // Recorded, but not signed yet.
    await signed.record(5);
  });

  it('has the checkpoint that was signed last, and the keys of its log', async () => {
    const latest = await log.latest();
    expect(openCheckpoint(latest?.note ?? '', trusted())).toMatchObject({ size: 600 });
    const [key] = trusted().map(formatVerifierKey);
    expect(await log.keys()).toEqual({ origin: ORIGIN, keys: [{ key, from: 1 }] });
  });

  it('proves every event in the checkpoints that cover it', async () => {
    for (const size of SIZES) {
      for (let position = 1; position <= size; position += position < 3 ? 1 : 37) {
        const proof = await log.proof(position, size);
        const leaf = leafHash(await bytesAt(position));
        const verified = verifyTlogProof(proof, leaf, trusted());
        expect([verified.index, verified.size]).toEqual([position - 1, size]);
      }
    }
    expect(await log.proof(600)).toBe(await log.proof(600, 600));
  });

  it('has no proof of what is not signed, and none in what nobody signed', async () => {
    await expect(log.proof(601)).rejects.toThrow(NotSigned);
    await expect(log.proof(301, 300)).rejects.toThrow(NotSigned);
    await expect(log.proof(1, 299)).rejects.toThrow(UnknownCheckpoint);
  });

  it('proves that each checkpoint begins every later one', async () => {
    for (const from of SIZES) {
      for (const to of SIZES.filter((size) => size >= from)) {
        const proof = await log.consistency(from, to);
        verifyConsistency(proof.from, proof.to, proof.hashes);
        expect([proof.from.size, proof.to.size]).toEqual([from, to]);
      }
    }
    await expect(log.consistency(600, 300)).rejects.toThrow(UnknownCheckpoint);
    await expect(log.consistency(2)).rejects.toThrow(UnknownCheckpoint);
  });

  it('has every tile of the checkpoint and none beyond, and the entries under them', async () => {
    for (const tile of tilesOf(600)) {
      expect((await log.tile(tile))?.length).toBe(tile.width * 32);
      const wider = { ...tile, width: tile.width + 1 };
      if (tile.width < 256) expect(await log.tile(wider)).toBeUndefined();
    }
    expect(await log.tile({ level: 0, index: 3, width: 1 })).toBeUndefined();
    expect(await log.tile({ level: 2, index: 0, width: 1 })).toBeUndefined();
    const tile = { index: 2, width: 88 };
    const hashes = await log.tile({ level: 0, ...tile });
    const bundle = await log.tile({ level: 'entries', ...tile });
    const entries = decodeEntryBundle(bundle ?? Buffer.of(), tile.width);
    expect(Buffer.concat(entries.map(leafHash))).toEqual(hashes);
    expect(entries[0]).toEqual(await bytesAt(513));
    expect(await log.tile({ level: 'entries', index: 2, width: 89 })).toBeUndefined();
  });

  it('says how far it is signed, and since when something is not', async () => {
    const { size, signedAt, refusal, uncoveredSince } = await log.state();
    expect([size, refusal]).toEqual([600, null]);
    expect(signedAt).toBeInstanceOf(Date);
    expect(uncoveredSince?.getTime()).toBeGreaterThanOrEqual(signedAt?.getTime() ?? NaN);
  });

  it('gives out no tile of which a part is gone', async () => {
    await signed.tamper('delete from ledger.event where position = 100');
    const full = { index: 0, width: 256 };
    await expect(log.tile({ level: 0, ...full })).rejects.toThrow('tile/0/000 is not whole');
    await expect(log.tile({ level: 'entries', ...full })).rejects.toThrow('is not whole');
  });
});
