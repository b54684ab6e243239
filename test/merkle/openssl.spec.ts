import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { parseSignedNote, signCheckpoint, signerKey } from '#libs/merkle';

function hasOpenssl(): boolean {
  try {
    return /^OpenSSL [3-9]/.test(execFileSync('openssl', ['version'], { encoding: 'utf8' }));
  } catch {
    return false;
  }
}

/** Verifies a signature as somebody would who has nothing but openssl. */
function opensslVerifies(publicKey: string, text: string, signature: Buffer): boolean {
  const file = (name: string, content: string | Buffer): string => {
    const path = join(folder, name);
    writeFileSync(path, content);
    return path;
  };
  const words = ['pkeyutl', '-verify', '-pubin', '-rawin'];
  const files = ['-inkey', file('key.pem', publicKey), '-in', file('text', text)];
  try {
    const given = [...words, ...files, '-sigfile', file('signature', signature)];
    return execFileSync('openssl', given, { encoding: 'utf8', stdio: 'pipe' }).includes('Success');
  } catch {
    return false;
  }
}

const folder = mkdtempSync(join(tmpdir(), 'edict-openssl-'));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const named = 'the signature of a checkpoint is verified by openssl, and no other text is';
(hasOpenssl() ? describe : describe.skip)('openssl (skipped where it is not installed)', () => {
  it(named, () => {
    const key = signerKey('log.example/edict', randomBytes(32));
    const checkpoint = { origin: key.name, size: 3, root: randomBytes(32) };
    const { text, signatures } = parseSignedNote(signCheckpoint(checkpoint, [key]));
    const publicKey = key.verifier.publicKey.export({ format: 'pem', type: 'spki' }).toString();
    const signature = signatures[0]?.signature ?? Buffer.of();
    expect(opensslVerifies(publicKey, text, signature)).toBe(true);
    expect(opensslVerifies(publicKey, text.replace('3', '4'), signature)).toBe(false);
  });
});
