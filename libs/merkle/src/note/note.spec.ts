import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { inspect } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  formatSignedNote,
  formatSignerKey,
  formatVerifierKey,
  Malformed,
  NOTE_BYTES_MAX,
  NOTE_SIGNATURES_MAX,
  parseSignedNote,
  parseSignerKey,
  parseVerifierKey,
  rawPublicKey,
  renamedKey,
  SignatureRefused,
  signerKey,
  signNote,
  verifierKey,
  verifyNote,
} from '../index.js';

// Published with golang.org/x/mod/sumdb/note.
const PETER_SECRET =
  'PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz';
const PETER = 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW';
const ENOCH = 'EnochRoot+af0cfe78+ATtqJ7zOtqQtYqOo0CpvDXNlMhV3HeJDpjrASKGLWdop';
const TEXT =
  'If you think cryptography is the answer to your problem,\n' +
  "then you don't know what your problem is.\n";
const PETER_LINE =
  '\u2014 PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdng' +
  'otpRZb6KE6RyyBwJnAM=\n';
const ENOCH_LINE =
  '\u2014 EnochRoot rwz+eBzmZa0SO3NbfRGzPCpDckykFXSdeX+MNtCOXm2/5n2tiOHp+vAF1aGrQ5ovTG01oOTGwnWL' +
  'ox33WWd1RvMc+QQ=\n';
const NOTE = `${TEXT}\n${PETER_LINE}${ENOCH_LINE}`;

const peter = parseVerifierKey(PETER);
const enoch = parseVerifierKey(ENOCH);
const oldKey = signerKey('log.example/edict', Buffer.alloc(32, 1));
const newKey = signerKey('log.example/edict', Buffer.alloc(32, 2));
const names = (keys: readonly { name: string }[]): readonly string[] =>
  keys.map(({ name }) => name);

describe('a signed note', () => {
  it('of the published example is verified with either key, and with both', () => {
    expect(names(verifyNote(NOTE, [peter]).signedBy)).toEqual(['PeterNeumann']);
    expect(names(verifyNote(NOTE, [enoch]).signedBy)).toEqual(['EnochRoot']);
    expect(names(verifyNote(Buffer.from(NOTE), [enoch, peter]).signedBy)).toEqual([
      'PeterNeumann',
      'EnochRoot',
    ]);
    expect(verifyNote(NOTE, [peter]).text).toBe(TEXT);
  });

  it('of the published example is signed alike', () => {
    expect(signNote(TEXT, [parseSignerKey(PETER_SECRET)])).toBe(`${TEXT}\n${PETER_LINE}`);
  });

  it('keeps the signatures that it has before those that are added', () => {
    const first = signNote(TEXT, [oldKey]);
    const both = signNote(TEXT, [newKey], parseSignedNote(first).signatures);
    expect(both).toBe(signNote(TEXT, [oldKey, newKey]));
    expect(both.startsWith(first)).toBe(true);
    for (const trusted of [[oldKey.verifier], [newKey.verifier]]) {
      expect(verifyNote(both, trusted).signedBy).toEqual(trusted);
    }
  });

  it('by nobody who is trusted is refused, and says who signed', () => {
    const unknown = expect.objectContaining({ reason: 'no-trusted-signature' });
    expect(() => verifyNote(NOTE, [])).toThrow(unknown);
    expect(() => verifyNote(NOTE, [oldKey.verifier])).toThrow(unknown);
    expect(() => verifyNote(NOTE, [])).toThrow(/PeterNeumann\+c74f20a3, EnochRoot\+af0cfe78/);
  });

  it('with a wrong signature of a trusted key is refused, whoever else signed', () => {
    const other = parseSignedNote(signNote('Another text.\n', [oldKey])).signatures;
    const note = signNote(TEXT, [newKey], other);
    expect(() => verifyNote(note, [newKey.verifier, oldKey.verifier])).toThrow(
      expect.objectContaining({
        reason: 'invalid-signature',
        keys: [`log.example/edict+${oldKey.keyId}`],
      }),
    );
    expect(verifyNote(note, [newKey.verifier]).signedBy).toEqual([newKey.verifier]);
  });

  it('with a signature whose length is wrong is refused', () => {
    for (const length of [1, 63, 65]) {
      const line = { name: peter.name, keyId: peter.keyId, signature: Buffer.alloc(length) };
      const note = formatSignedNote({ text: TEXT, signatures: [line] });
      expect(() => verifyNote(note, [peter])).toThrow(SignatureRefused);
    }
  });

  it('has a text with empty lines, up to the last one', () => {
    const text = 'one\n\n\u2014 two\n\n\nthree\n';
    expect(verifyNote(signNote(text, [oldKey]), [oldKey.verifier]).text).toBe(text);
    expect(verifyNote(signNote('\n', [oldKey]), [oldKey.verifier]).text).toBe('\n');
  });

  it('with any byte changed is malformed or refused', () => {
    const bytes = Buffer.from(signNote('a\nb\n', [oldKey]));
    for (let bit = 0; bit < bytes.length * 8; bit += 1) {
      const changed = Buffer.from(bytes);
      changed.writeUInt8(changed.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
      expect(() => verifyNote(changed, [oldKey.verifier])).toThrow(
        expect.objectContaining({ name: expect.stringMatching(/^(Malformed|SignatureRefused)$/) }),
      );
    }
  });

  it('cut anywhere, or with anything behind it, is malformed or refused', () => {
    const note = signNote('a\nb\n', [oldKey, newKey]);
    const trusted = [oldKey.verifier];
    const first = signNote('a\nb\n', [oldKey]).length;
    for (let length = 0; length < note.length; length += 1) {
      // What is left is then the note as the old key alone signed it.
      if (length === first) continue;
      expect(() => verifyNote(note.slice(0, length), trusted)).toThrow();
    }
    for (const rest of ['\n', 'x', '\u2014 x\n', ' ', note]) {
      expect(() => verifyNote(note + rest, trusted)).toThrow();
    }
  });

  it.each([
    ['nothing', ''],
    ['no signatures', 'text\n'],
    ['no signatures after the empty line', 'text\n\n'],
    ['no line feed at its end', NOTE.slice(0, -1)],
    ['a carriage return', NOTE.replaceAll('\n', '\r\n')],
    ['a tab', NOTE.replace(' ', '\t')],
    ['U+0000', NOTE.replace('If', '\u0000')],
    ['half of a surrogate pair', NOTE.replace('If', '\ud800')],
    ['a hyphen in place of the dash', NOTE.replace('\u2014', '-')],
    ['two spaces', NOTE.replace('\u2014 P', '\u2014  P')],
    ['a space at the end of a line', NOTE.replace('nAM=\n', 'nAM= \n')],
    ['a signature without a name', NOTE.replace('PeterNeumann ', '')],
    ['a plus in a name', NOTE.replace('PeterNeumann', 'Peter+Neumann')],
    ['a wide space in a name', NOTE.replace('PeterNeumann', 'Peter\u3000Neumann')],
    ['base64 that is not padded', NOTE.replace('nAM=', 'nAM')],
    ['base64 with unused bits', NOTE.replace('nAM=', 'nAN=')],
    ['base64url', NOTE.replace('x08go/', 'x08go_')],
    ['a signature of four bytes', `${TEXT}\n\u2014 a AAAAAA==\n`],
    ['a key that signed twice', `${TEXT}\n${PETER_LINE}${PETER_LINE}`],
    ['invalid UTF-8', Buffer.concat([Buffer.of(0xff), Buffer.from(NOTE)])],
    ['a surrogate in its bytes', Buffer.concat([Buffer.of(0xed, 0xa0, 0x80), Buffer.from(NOTE)])],
  ])('with %s is malformed', (_, note) => {
    expect(() => parseSignedNote(note)).toThrow(Malformed);
  });

  it('may have 100 signatures and 262,144 bytes, and not one more', () => {
    const lines = Array.from({ length: NOTE_SIGNATURES_MAX }, (_, at) => ({
      name: `witness-${at}`,
      keyId: '00000000',
      signature: Buffer.of(1),
    }));
    expect(parseSignedNote(formatSignedNote({ text: TEXT, signatures: lines }))).toEqual({
      text: TEXT,
      signatures: lines,
    });
    const [line = PETER_LINE] = lines.map(({ name }) => `\u2014 ${name}x AAAAAAE=\n`);
    const full = formatSignedNote({ text: TEXT, signatures: lines });
    expect(() => parseSignedNote(full + line)).toThrow(Malformed);
    const filled = (bytes: number) =>
      `${'x'.repeat(bytes - Buffer.byteLength(line) - 2)}\n\n${line}`;
    expect(parseSignedNote(filled(NOTE_BYTES_MAX)).signatures).toHaveLength(1);
    expect(() => parseSignedNote(filled(NOTE_BYTES_MAX + 1))).toThrow(Malformed);
  });

  it('is not made of a text or a signature that could not be read again', () => {
    for (const text of ['', 'no line feed', 'a\r\n', '\ud800\n']) {
      expect(() => signNote(text, [oldKey])).toThrow(Malformed);
    }
    expect(() => signNote(TEXT, [])).toThrow(Malformed);
    expect(() => signNote(TEXT, [oldKey, oldKey])).toThrow(Malformed);
  });

  it('of any text is what was signed, and of nobody else', () => {
    const lines = fc.array(fc.string({ unit: 'grapheme' }), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(lines, (given) => {
        const text = `${given.join('\n')}\n`;
        const note = signNote(text, [oldKey]);
        expect(verifyNote(Buffer.from(note), [oldKey.verifier]).text).toBe(text);
        expect(() => verifyNote(note, [newKey.verifier])).toThrow(SignatureRefused);
      }),
    );
  });
});

describe('a key', () => {
  it('is written as Go writes it, and read again', () => {
    expect(formatVerifierKey(peter)).toBe(PETER);
    expect(formatVerifierKey(enoch)).toBe(ENOCH);
    const secret = parseSignerKey(PETER_SECRET);
    expect(formatSignerKey(secret)).toBe(PETER_SECRET);
    expect(formatVerifierKey(secret.verifier)).toBe(PETER);
  });

  it('is that of Node, from its raw bytes and back', () => {
    const { publicKey, privateKey } = generateKeyPairSync('ed25519');
    const raw = rawPublicKey(publicKey);
    const seed = privateKey.export({ format: 'der', type: 'pkcs8' }).subarray(-32);
    expect(verifierKey('a', raw).publicKey.equals(publicKey)).toBe(true);
    expect(rawPublicKey(signerKey('a', seed).verifier.publicKey)).toEqual(raw);
    expect(rawPublicKey(createPublicKey(signerKey('a', seed).privateKey))).toEqual(raw);
    const { publicKey: other } = generateKeyPairSync('x25519');
    expect(() => rawPublicKey(other)).toThrow(Malformed);
  });

  it.each([
    '',
    'PeterNeumann',
    'PeterNeumann+c74f20a3',
    PETER.replace('c74f20a3', 'c74f20a4'),
    PETER.replace('c74f20a3', 'C74F20A3'),
    PETER.replace('c74f20a3', '0c74f20a3'),
    PETER.replace('PeterNeumann', ''),
    PETER.replace('PeterNeumann', 'Peter Neumann'),
    PETER.replace('PeterNeumann', 'Peterneumann'),
    'PeterNeumann+173116ae+ZRpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW',
    'PeterNeumann+cc469956+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TWBADKEY==',
    PETER.slice(0, -1),
    `${PETER}\n`,
    PETER_SECRET,
  ])('is not %j', (text) => {
    expect(() => parseVerifierKey(text)).toThrow(Malformed);
  });

  it.each([
    '',
    PETER,
    `PRIVATE+KEY+${PETER}`,
    PETER_SECRET.replace('PRIVATE', 'private'),
    PETER_SECRET.replace('c74f20a3', 'c74f20a4'),
    PETER_SECRET.slice(0, -4),
    `${PETER_SECRET}\n`,
  ])('that signs is not %j', (text) => {
    expect(() => parseSignerKey(text)).toThrow(Malformed);
  });

  it('under another name is the same, and told apart by its id', () => {
    const peter = parseSignerKey(PETER_SECRET);
    const renamed = renamedKey(peter, 'log.example/edict');
    expect(renamed.name).toBe('log.example/edict');
    expect(rawPublicKey(renamed.verifier.publicKey)).toEqual(
      rawPublicKey(peter.verifier.publicKey),
    );
    expect(renamed.keyId).not.toBe(peter.keyId);
    expect(formatSignerKey(renamedKey(renamed, peter.name))).toBe(PETER_SECRET);
    expect(() => renamedKey(peter, 'two words')).toThrow(Malformed);
  });

  it('has 32 bytes', () => {
    for (const length of [0, 31, 33, 64]) {
      expect(() => verifierKey('a', Buffer.alloc(length))).toThrow(Malformed);
      expect(() => signerKey('a', Buffer.alloc(length))).toThrow(Malformed);
    }
  });

  it.each(['', 'a b', 'a+b', 'a\u00a0b', 'a\nb', 'a\u0085b', '\ud800'])(
    'is not called %j',
    (name) => {
      expect(() => signerKey(name, Buffer.alloc(32))).toThrow(Malformed);
    },
  );

  it('that signs is not shown by printing it, or in an error', () => {
    const secret = Buffer.alloc(32, 0x5e);
    const key = signerKey('log.example', secret);
    const shown = inspect(key, { depth: 9, showHidden: true }) + JSON.stringify(key);
    for (const encoding of ['hex', 'base64'] as const) {
      expect(shown).not.toContain(secret.toString(encoding).slice(0, 20));
    }
    const broken = formatSignerKey(key).replace(key.keyId, '00000000');
    expect(() => parseSignerKey(broken)).toThrow(/^(?!.*Xl5e)/);
  });
});
