import type { Mutated } from './mutated-bytes.js';
import type { Random } from '../setup/random.js';

/** One or some lines deleted, doubled, swapped, moved, cut short, or cut off. */
export function mutatedLines(content: Buffer, random: Random): Mutated {
  const lines = splitLines(content);
  const [at, other] = [random.below(lines.length), random.below(lines.length)];
  const [line, second] = [lines[at] ?? '', lines[other] ?? ''];
  const place = `line ${at + 1}`;
  switch (random.below(6)) {
    case 0:
      return joined(`${place} deleted`, lines.toSpliced(at, 1));
    case 1:
      return joined(`${place} doubled`, lines.toSpliced(at, 0, line));
    case 2:
      return joined(`${place} swapped with ${other + 1}`, lines.with(at, second).with(other, line));
    case 3:
      return joined(`cut behind ${place}`, lines.slice(0, at + 1));
    case 4: {
      const cut = line.slice(0, random.below(line.length));
      return joined(`${place} cut`, lines.with(at, `${cut}\n`));
    }
    default:
      return joined(`${place} moved`, lines.toSpliced(at, 1).toSpliced(other, 0, line));
  }
}

/** The lines with their line feeds, byte by byte as characters. */
export function splitLines(content: Buffer): readonly string[] {
  return content.toString('latin1').split(/(?<=\n)/);
}

function joined(what: string, lines: readonly string[]): Mutated {
  return { what, bytes: Buffer.from(lines.join(''), 'latin1') };
}
