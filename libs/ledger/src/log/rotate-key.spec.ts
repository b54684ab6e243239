import { randomBytes } from 'node:crypto';
import { appendFile, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import {
  formatSignerKey,
  formatVerifierKey,
  openCheckpoint,
  parseCheckpoint,
  parseSignedNote,
  signCheckpoint,
  signerKey,
} from '#libs/merkle';
import { SignedLedger } from '../testing/signed-ledger.js';
import { verifyLedger } from '../verifying/verify-ledger.js';
import type { OlderNote } from '../verifying/older-checkpoint.js';
import { loadSigner, NoSigningKey } from './load-signer.js';
import type { LogSigner } from './sign-next.js';
import { rotateKey } from './rotate-key.js';

const DAY_MS = 24 * 3_600_000;
const NOW = new Date('2026-03-01T12:00:00.000Z');
const daysLater = (days: number, since = NOW) => new Date(since.getTime() + days * DAY_MS);

let signed: SignedLedger;
beforeEach(async () => {
  signed = await SignedLedger.open();
});
afterEach(() => signed.close());

const signerAt = (now: Date): Promise<LogSigner> =>
  loadSigner({ dataDir: signed.folder, now: () => now }, signed.signing);
const rotate = (now = NOW) =>
  rotateKey({ dataDir: signed.folder }, signed.ledger, signed.owner, now);
const keyFile = () => join(signed.folder, 'log', 'signing-key');

async function signedAt(now: Date): Promise<string> {
  await signed.record(1);
  await signed.sign(1_000, await signerAt(now));
  const { rows } = await signed.owner.query<{ note: string }>(
    'select note from ledger.checkpoint order by id desc limit 1',
  );
  return rows[0]?.note ?? '';
}

async function newestHead() {
  const { rows } = await signed.owner.query<{ note: string }>(
    'select note from ledger.checkpoint order by id desc limit 1',
  );
  return parseCheckpoint(parseSignedNote(rows[0]?.note ?? '').text);
}

const signersOf = (note: string) => note.split('\n').filter((line) => line.startsWith('—')).length;

describe('A key that is rotated', () => {
  it('is announced on the ledger and signs beside the former for thirty days', async () => {
    const [former] = (await signerAt(NOW)).keys;
    expect(signersOf(await signedAt(NOW))).toBe(1);
    const rotated = await rotate();
    expect(rotated).toMatchObject({
      position: 2,
      former: [former && formatVerifierKey(former.verifier)],
      formerSignUntil: '2026-03-31T12:00:00.000Z',
    });
    expect((await signed.ledger.at(2))?.event).toMatchObject({
      type: 'log.key-rotated',
      subject: 'log/keys',
      data: { key: rotated.key, former: rotated.former },
    });
    expect(signersOf(await signedAt(daysLater(1)))).toBe(2);
    expect(signersOf(await signedAt(daysLater(29)))).toBe(2);
    const [next] = (await signerAt(daysLater(31))).keys;
    expect(next && formatVerifierKey(next.verifier)).toBe(rotated.key);
    const later = await signedAt(daysLater(31));
    expect(signersOf(later)).toBe(1);
    expect(openCheckpoint(later, next ? [next.verifier] : []).size).toBe(5);
    expect((await stat(keyFile())).mode & 0o777).toBe(0o600);
  });

  it('leaves what the former alone has signed verifiable, by both keys together', async () => {
    // As the clock of the ledger has it, so that both sign for events of these days.
    const now = new Date();
    await signedAt(now);
    const { key, former } = await rotate(now);
    await signedAt(daysLater(1, now));
    await signedAt(daysLater(31, now));
    const verified = (keys: readonly string[]) => verifyLedger(signed.owner, { keys });
    expect(await verified([...former, key])).toMatchObject({ faultCount: 0, checkpoints: 3 });
    expect(await verified([key])).toMatchObject({ faultCount: 1 });
    expect(await verified(former)).toMatchObject({ faultCount: 1 });
  });

  it('is refused by who verifies where the former signs alone for what came after its days', async () => {
    const [former] = (await signerAt(NOW)).keys;
    await signedAt(NOW);
    const { key, former: formerKeys } = await rotate();
    await signedAt(daysLater(31));
    const verified = (since: readonly OlderNote[] = []) =>
      verifyLedger(signed.owner, { keys: [...formerKeys, key], since });
    expect(await verified()).toMatchObject({ faultCount: 0 });
    const kept = signCheckpoint(await newestHead(), former ? [former] : []);
    const own = await verified([{ note: kept, where: 'a.checkpoint' }]);
    expect(own.faults).toMatchObject([{ kind: 'checkpoint', notes: [kept] }]);
    expect(own.faults[0]?.detail).toMatch(
      /over 3 events \(a\.checkpoint\) .* which was rotated out and stands for 2\.$/,
    );
    await signed.record(1);
    const both = await signerAt(NOW);
    const retired = both.keys.map(({ verifier }) => verifier);
    await signed.sign(1_000, { ...both, keys: former ? [former] : [], retired });
    expect((await verified()).faults).toMatchObject([
      { kind: 'checkpoint', detail: expect.stringMatching(/over 4 events \(of the database\)/) },
    ]);
  });

  it('goes on from what the former has signed last, though it is long retired', async () => {
    await signedAt(NOW);
    await rotate();
    expect(signersOf(await signedAt(daysLater(400)))).toBe(1);
  });

  it('can be rotated again before the thirty days are over', async () => {
    await signedAt(NOW);
    await rotate();
    await signedAt(daysLater(1));
    await rotate(daysLater(2));
    expect(signersOf(await signedAt(daysLater(3)))).toBe(3);
    // The first goes when it was said to go, whatever came after.
    expect(signersOf(await signedAt(daysLater(31)))).toBe(2);
    expect(signersOf(await signedAt(daysLater(33)))).toBe(1);
  });

  it('does not sign before it was announced', async () => {
    await signedAt(NOW);
    const { origin } = await signerAt(NOW);
    await appendFile(keyFile(), `${formatSignerKey(signerKey(origin, randomBytes(32)))}\n`);
    await expect(signerAt(NOW)).rejects.toThrow(/was never announced on the ledger/);
  });

  it('is not rotated where there is none, or none in a file', async () => {
    await expect(rotate()).rejects.toThrow(NoSigningKey);
    const signingKey = formatSignerKey(signerKey('log.example/given', randomBytes(32)));
    const given = rotateKey(
      { dataDir: signed.folder, signingKey },
      signed.ledger,
      signed.owner,
      NOW,
    );
    await expect(given).rejects.toThrow(/give the path of a file/);
    expect((await signed.ledger.head()).position).toBe(0);
  });

  it('is missed where it is lost and its former retired', async () => {
    await signedAt(NOW);
    const before = await readFile(keyFile(), 'utf8');
    await rotate();
    await writeFile(keyFile(), before);
    await expect(signerAt(daysLater(31))).rejects.toThrow(/the newest is missing/);
  });
});
