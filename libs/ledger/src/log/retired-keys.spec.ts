import { describe, expect, it } from '@jest/globals';
import { formatVerifierKey, signerKey } from '#libs/merkle';
import type { VerifierKey } from '#libs/merkle';
import type { RecordedEvent } from '../event.js';
import { newEvent } from '../testing/proposals.js';
import { keyRotated } from './key-rotation.js';
import { RetiredKeys } from './retired-keys.js';

const ORIGIN = 'log.example/edict';
const keyOf = (byte: number): VerifierKey => signerKey(ORIGIN, Buffer.alloc(32, byte)).verifier;
const [FIRST, SECOND, THIRD] = [keyOf(1), keyOf(2), keyOf(3)];

const on = (day: number): string => new Date(Date.UTC(2026, 2, day)).toISOString();

/** Event by event, the day of March on which it was recorded, and what it announces. */
function retiredAfter(...story: readonly (readonly [day: number, rotation?: Rotation])[]) {
  const retired = new RetiredKeys();
  for (const [index, [day, rotation]] of story.entries()) {
    retired.take(eventOf(index + 1, on(day), rotation));
  }
  return retired;
}

interface Rotation {
  readonly to: VerifierKey;
  readonly from: readonly VerifierKey[];
  readonly until: number;
}

function eventOf(position: number, recordedtime: string, rotation?: Rotation): RecordedEvent {
  const announced =
    rotation &&
    keyRotated(
      {
        origin: ORIGIN,
        key: formatVerifierKey(rotation.to),
        former: rotation.from.map(formatVerifierKey),
        formerSignUntil: on(rotation.until),
      },
      rotation.to,
      recordedtime,
    );
  return { ...(announced ?? newEvent()), position, sequence: 1, recordedtime };
}

const toSecond = { to: SECOND, from: [FIRST], until: 31 };

describe('A key that was rotated out', () => {
  it('stands for what was recorded by the end of its days, and alone for no more', () => {
    const retired = retiredAfter([1], [1, toSecond], [31], [32], [33]);
    expect(retired.sizeMax(FIRST)).toBe(3);
    expect(retired.accept({ size: 3, signedBy: [FIRST] })).toBe(true);
    expect(retired.accept({ size: 4, signedBy: [FIRST] })).toBe(false);
    expect(retired.accept({ size: 4, signedBy: [FIRST, SECOND] })).toBe(true);
    expect(retired.accept({ size: 4, signedBy: [] })).toBe(false);
  });

  it('stands for all while its days are not over, as do those that nobody rotated', () => {
    expect(retiredAfter([1], [1, toSecond], [31]).sizeMax(FIRST)).toBe(Infinity);
    expect(retiredAfter([1], [1, toSecond], [32]).sizeMax(SECOND)).toBe(Infinity);
    expect(retiredAfter([1]).sizeMax(FIRST)).toBe(Infinity);
  });

  it('goes when its first rotation says, whatever a later one says of it', () => {
    const toThird = { to: THIRD, from: [FIRST, SECOND], until: 41 };
    const retired = retiredAfter([1, toSecond], [11, toThird], [31], [35], [42]);
    expect(retired.sizeMax(FIRST)).toBe(3);
    expect(retired.sizeMax(SECOND)).toBe(4);
    expect(retired.sizeMax(THIRD)).toBe(Infinity);
  });

  it('is read from the stream of keys alone', () => {
    const retired = new RetiredKeys();
    const rotation = eventOf(1, on(1), toSecond);
    retired.take({ ...rotation, subject: 'companies/keys' });
    retired.take({ ...rotation, type: 'key.rotated' });
    retired.take({ ...rotation, data: { ...rotation.data, formerSignUntil: 'never' } });
    retired.take(eventOf(2, on(40)));
    expect(retired.sizeMax(FIRST)).toBe(Infinity);
  });

  it('is judged from an excerpt, up to where the next event is known', () => {
    const retired = new RetiredKeys();
    retired.take(eventOf(2, on(1), toSecond));
    retired.take(eventOf(9, on(40)));
    expect(retired.sizeMax(FIRST)).toBe(8);
  });
});
