import { randomBytes } from 'node:crypto';
import { readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { formatSignerKey, signerKey } from '#libs/merkle';
import { SignedLedger } from '../testing/signed-ledger.js';
import { loadSigner, NoSigningKey } from './load-signer.js';
import type { SignerSettings } from './load-signer.js';

let signed: SignedLedger;
beforeEach(async () => {
  signed = await SignedLedger.open();
});
afterEach(() => signed.close());

const load = (settings: Omit<SignerSettings, 'dataDir'> = {}) =>
  loadSigner({ dataDir: signed.folder, ...settings }, signed.signing);
const keyFile = () => join(signed.folder, 'log', 'signing-key');
const key = (origin: string) => formatSignerKey(signerKey(origin, randomBytes(32)));

describe('The key that signs', () => {
  it('is made once, for this user alone, and found again', async () => {
    const made = await load();
    expect(made.origin).toMatch(/^edict\.localhost\/[0-9a-f]{16}$/);
    expect((await stat(keyFile())).mode & 0o777).toBe(0o600);
    expect(await readdir(join(signed.folder, 'log'))).toEqual(['signing-key']);
    expect((await load()).keys[0]?.verifier.keyId).toBe(made.keys[0]?.verifier.keyId);
  });

  it('is one, however many processes make it at once', async () => {
    const signers = await Promise.all(Array.from({ length: 8 }, () => load()));
    expect(new Set(signers.map(({ origin }) => origin)).size).toBe(1);
    expect(await readdir(join(signed.folder, 'log'))).toEqual(['signing-key']);
  });

  it('has the name that the settings give the log', async () => {
    expect((await load({ origin: 'log.example/edict' })).origin).toBe('log.example/edict');
    await expect(load({ origin: 'log.example/other' })).rejects.toThrow(
      'EDICT_ORIGIN is log.example/other, but the key is of log.example/edict.',
    );
  });

  it('may be given as text or as a file, and nothing is made then', async () => {
    const text = key('log.example/given');
    expect((await load({ signingKey: text })).origin).toBe('log.example/given');
    const path = join(signed.folder, 'given');
    await writeFile(path, `${text}\n`);
    expect((await load({ signingKey: path })).origin).toBe('log.example/given');
    await expect(stat(keyFile())).rejects.toThrow('ENOENT');
  });

  it('may be two of one log, and not of two', async () => {
    const path = join(signed.folder, 'two');
    await writeFile(path, `${key('log.example/a')}\n${key('log.example/a')}\n`);
    expect((await load({ signingKey: path })).keys).toHaveLength(2);
    await writeFile(path, `${key('log.example/a')}\n${key('log.example/b')}\n`);
    await expect(load({ signingKey: path })).rejects.toThrow('different logs');
  });

  it('is not made anew for a ledger that was signed with another', async () => {
    await load();
    await signed.sign();
    await rm(keyFile());
    await expect(load()).rejects.toThrow(/was signed as log\.example\/edict before/);
    await expect(stat(keyFile())).rejects.toThrow('ENOENT');
  });

  it.each([
    ['a file that is not there', './no-such-file', /names a file that is not there/],
    ['a broken key', 'PRIVATE+KEY+a+00000000+AAAA', /cannot be used/],
    ['a key of another id', key('a').replace(/\+[0-9a-f]{8}\+/, '+00000000+'), /another key/],
  ])('is not %s', async (_, signingKey, reason) => {
    const refusal = load({ signingKey });
    await expect(refusal).rejects.toThrow(NoSigningKey);
    await expect(refusal).rejects.toThrow(reason);
  });

  it('is in no message where its file is broken', async () => {
    await load();
    const text = (await readFile(keyFile(), 'utf8')).trim();
    await writeFile(keyFile(), text.replace(/.$/, '!'));
    const secret = text.split('+').at(-1) ?? '';
    await expect(load()).rejects.toThrow(
      expect.objectContaining({
        message: expect.not.stringContaining(secret.slice(0, 12)),
      }),
    );
  });
});
