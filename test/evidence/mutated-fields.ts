import { parse } from 'csv-parse/sync';
import { canonicalBytes } from '#libs/ledger/pure';
import type { Mutated } from './mutated-bytes.js';
import { splitLines } from './mutated-lines.js';
import type { Random } from '../setup/random.js';

/** One field of one record changed, emptied, deleted or swapped; the file stays well-formed. */
export function mutatedField(name: string, content: Buffer, random: Random): Mutated | undefined {
  if (name.endsWith('.csv')) return mutatedCell(content, random);
  const lines = splitLines(content);
  const at = random.below(lines.length);
  const line = Buffer.from(lines[at] ?? '', 'latin1').toString('utf8');
  if (line.trim() === '') return undefined;
  const value: unknown = JSON.parse(line);
  const places = [...placesIn(value, [])];
  const place = random.of(places);
  const changed = changeAt(value, place.path, random);
  const text = canonicalBytes(changed).toString('latin1') + (line.endsWith('\n') ? '\n' : '');
  return {
    what: `field ${place.path.join('/')} of line ${at + 1}`,
    bytes: Buffer.from(lines.with(at, text).join(''), 'latin1'),
  };
}

interface Place {
  readonly path: readonly string[];
}

/** Every member of every object and list, at any depth. */
function* placesIn(value: unknown, path: readonly string[]): Generator<Place> {
  if (typeof value !== 'object' || value === null) return;
  for (const [name, member] of Object.entries(value)) {
    yield { path: [...path, name] };
    yield* placesIn(member, [...path, name]);
  }
}

function changeAt(value: unknown, [name, ...rest]: readonly string[], random: Random): unknown {
  if (name === undefined) return value;
  if (Array.isArray(value)) {
    const at = Number(name);
    if (rest.length > 0) return value.with(at, changeAt(value[at], rest, random));
    const way = random.below(3);
    if (way === 0) return value.toSpliced(at, 1);
    if (way === 1) return value.toSpliced(at, 0, value[at]);
    return value.with(at, otherThan(value[at], random));
  }
  const object = value as Record<string, unknown>;
  if (rest.length > 0) return { ...object, [name]: changeAt(object[name], rest, random) };
  const others = Object.fromEntries(Object.entries(object).filter(([one]) => one !== name));
  const way = random.below(4);
  if (way === 0) return others;
  if (way === 1) return { ...object, [`${name}x`]: object[name] };
  if (way === 2) return { ...object, [name]: object[random.of(Object.keys(object))] };
  return { ...object, [name]: otherThan(object[name], random) };
}

function otherThan(value: unknown, random: Random): unknown {
  if (typeof value === 'number') return Math.max(0, value + random.of([-1, 1, 7]));
  if (typeof value === 'boolean') return !value;
  if (typeof value !== 'string' || value === '') return random.of(['x', 0, null, {}, []]);
  const at = random.below(value.length);
  const put = random.of(['', '0', '1', '2', 'a', 'Z', '中', '-', value.charAt(at).repeat(2)]);
  return value.slice(0, at) + put + value.slice(at + 1);
}

function mutatedCell(content: Buffer, random: Random): Mutated {
  const rows: readonly string[][] = parse(content.toString('utf8'), { relax_column_count: true });
  const at = random.below(rows.length);
  const row = rows[at] ?? [];
  const column = random.below(row.length);
  const cell = row[column] ?? '';
  const way = random.below(4);
  const changed = [
    row.toSpliced(column, 1),
    row.toSpliced(column, 0, cell),
    row.with(column, row[random.below(row.length)] ?? ''),
    row.with(column, String(otherThan(cell, random))),
  ][way];
  const text = rows
    .with(at, changed ?? row)
    .map((cells) => `${cells.map(quoted).join(',')}\r\n`)
    .join('');
  return { what: `cell ${column + 1} of row ${at + 1}`, bytes: Buffer.from(text) };
}

function quoted(cell: string): string {
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
