import { createHmac } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  commitmentOf,
  formatCommitment,
  isCommitment,
  parseCommitment,
  verifyCommitment,
} from '../index.js';

const salts = fc.uint8Array({ minLength: 32, maxLength: 32 }).map((bytes) => Buffer.from(bytes));
const values = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 });
const names = fc.constantFrom('/owner', '/by', '/data/owner');

describe('a commitment', () => {
  it('is HMAC-SHA-256 under the salt over name, zero and value', () => {
    const salt = Buffer.alloc(32, 7);
    const bytes = Buffer.concat([Buffer.from('/owner'), Buffer.of(0), Buffer.from('王伟')]);
    const expected = createHmac('sha256', salt).update(bytes).digest('base64url');
    const commitment = formatCommitment(commitmentOf('/owner', salt, '王伟'));
    expect(commitment).toBe(`urn:edict:commitment:${expected}`);
    expect(verifyCommitment('/owner', salt.toString('base64url'), '王伟', commitment)).toBe(true);
  });

  it('is verified with its own name, salt and value, and with no other', () => {
    fc.assert(
      fc.property(names, salts, values, names, salts, values, (name, salt, value, ...others) => {
        const [otherName, otherSalt, otherValue] = others;
        const commitment = formatCommitment(commitmentOf(name, salt, value));
        const encoded = salt.toString('base64url');
        expect(verifyCommitment(name, encoded, value, commitment)).toBe(true);
        expect(verifyCommitment(otherName, encoded, value, commitment)).toBe(otherName === name);
        expect(verifyCommitment(name, encoded, otherValue, commitment)).toBe(otherValue === value);
        const again = verifyCommitment(name, otherSalt.toString('base64url'), value, commitment);
        expect(again).toBe(otherSalt.equals(salt));
      }),
    );
  });

  it('does not pass where name and value are divided elsewhere', () => {
    const salt = Buffer.alloc(32, 1);
    const commitment = formatCommitment(commitmentOf('/owner', salt, 'Li'));
    expect(verifyCommitment('/owne', salt.toString('base64url'), 'rLi', commitment)).toBe(false);
  });

  it.each([31, 33, 0])('takes no salt of %i bytes', (bytes) => {
    const salt = Buffer.alloc(bytes, 1);
    expect(() => commitmentOf('/owner', salt, 'Li')).toThrow(RangeError);
    const commitment = formatCommitment(commitmentOf('/owner', Buffer.alloc(32, 1), 'Li'));
    expect(verifyCommitment('/owner', salt.toString('base64url'), 'Li', commitment)).toBe(false);
  });

  it('is written in one way only', () => {
    const salt = Buffer.alloc(32, 1).toString('base64url');
    const bytes = commitmentOf('/owner', Buffer.alloc(32, 1), 'Li');
    const text = formatCommitment(bytes);
    expect(parseCommitment(text)).toEqual(bytes);
    const last = text.at(-1) ?? '';
    // The last character of 43 has two bits that encode nothing.
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
    const loose = text.slice(0, -1) + (alphabet[(alphabet.indexOf(last) & ~3) | 1] ?? '');
    const others = [
      loose,
      `${text}=`,
      `${text}A`,
      text.slice(0, -1),
      text.toUpperCase(),
      ` ${text}`,
    ];
    expect(others.filter(isCommitment)).toEqual([]);
    expect(verifyCommitment('/owner', `${salt}=`, 'Li', text)).toBe(false);
    expect(verifyCommitment('/owner', salt, 'Li', `${text}=`)).toBe(false);
  });
});
