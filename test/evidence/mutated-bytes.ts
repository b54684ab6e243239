import type { Random } from '../setup/random.js';

export interface Mutated {
  readonly what: string;
  readonly bytes: Buffer;
}

/** A bit or some bytes flipped, set, deleted, doubled, swapped, put in or cut off. */
export function mutatedBytes(content: Buffer, random: Random): Mutated {
  const at = random.below(content.length);
  const length = Math.min(1 + random.below(random.below(2) === 0 ? 1 : 40), content.length - at);
  const [before, chosen] = [content.subarray(0, at), content.subarray(at, at + length)];
  const after = content.subarray(at + length);
  const place = `${length} bytes at ${at}`;
  switch (random.below(7)) {
    case 0:
      return { what: `bit ${random.below(8)} at ${at}`, bytes: flipped(content, at, random) };
    case 1:
      return { what: `${place} deleted`, bytes: Buffer.concat([before, after]) };
    case 2:
      return { what: `${place} doubled`, bytes: Buffer.concat([before, chosen, chosen, after]) };
    case 3:
      return { what: `cut at ${at}`, bytes: Buffer.from(before) };
    case 4: {
      const put = Buffer.from(chosen.map(() => random.below(256)));
      return { what: `${place} replaced`, bytes: Buffer.concat([before, put, after]) };
    }
    case 5: {
      const other = random.below(content.length);
      const swapped = Buffer.from(content);
      swapped.set(content.subarray(other, other + 1), at);
      swapped.set(content.subarray(at, at + 1), other);
      return { what: `bytes ${at} and ${other} swapped`, bytes: swapped };
    }
    default: {
      const put = Buffer.of(random.of([0x00, 0x0a, 0x20, 0x30, 0x7d, 0xff]));
      return { what: `a byte put in at ${at}`, bytes: Buffer.concat([before, put, chosen, after]) };
    }
  }
}

function flipped(content: Buffer, at: number, random: Random): Buffer {
  const copy = Buffer.from(content);
  if (at < copy.length) copy.writeUInt8(copy.readUInt8(at) ^ (1 << random.below(8)), at);
  return copy;
}
