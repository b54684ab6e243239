import { randomBytes } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { PersonalKey } from './personal-key.js';

const key = new PersonalKey(randomBytes(32));
const person = key.personOf('Li Wei');
const ofPerson = key.newPersonKey(person);
const text = Buffer.from('Li Wei');

describe('what is sealed under the key of a person', () => {
  it('is opened for what it was sealed for', () => {
    const sealed = key.seal(ofPerson, text, 'one');
    expect(sealed.includes(text)).toBe(false);
    expect(key.open(ofPerson, sealed, 'one')).toEqual(text);
    expect(key.seal(ofPerson, text, 'one')).not.toEqual(sealed);
  });

  it('is opened for nothing else, by no other key and not once it was altered', () => {
    const sealed = key.seal(ofPerson, text, 'one');
    const other = new PersonalKey(randomBytes(32));
    const altered = sealed.map((byte, index) => (index === 20 ? byte ^ 1 : byte));
    const attempts = [
      () => key.open(ofPerson, sealed, 'two'),
      () => key.open(key.newPersonKey(person), sealed, 'one'),
      () => key.open({ ...ofPerson, person: key.personOf('Wang Fang') }, sealed, 'one'),
      () => other.open(ofPerson, sealed, 'one'),
      () => key.open(ofPerson, Buffer.from(altered), 'one'),
      () => key.open(ofPerson, sealed.subarray(0, -1), 'one'),
    ];
    for (const attempt of attempts) expect(attempt).toThrow();
  });

  it('takes 32 bytes as its secret', () => {
    expect(() => new PersonalKey(Buffer.alloc(31))).toThrow(RangeError);
    expect(() => new PersonalKey(Buffer.alloc(33))).toThrow(RangeError);
  });
});
