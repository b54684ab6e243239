import { describe, expect, it } from '@jest/globals';
import { checkEntryOrder, ENTRY, paperEntry } from './entry-names.js';
import { linesOf } from './lines.js';
import { MalformedPack } from './malformed-pack.js';
import { formatManifest, parseManifest } from './manifest.js';
import type { PackManifest } from './manifest.js';
import { entryOf } from './pack-entry.js';
import { packBytes } from './write-pack.js';

const SHA = 'ab'.repeat(32);
const MANIFEST: PackManifest = {
  format: 'edict-evidence/1',
  generator: 'edict 0.1.0',
  question: {
    company: 'bytedance',
    from: '2026-02-01T00:00:00.000Z',
    to: '2026-03-01T00:00:00.000Z',
    position: 40,
    since: 12,
    accessedUntil: '2026-03-02T00:00:00.000Z',
  },
  covered: 44,
  counts: { events: 3, papers: 1, personal: 0, changes: 2, unmet: 1, gaps: 0, reads: 5 },
  files: [{ name: 'events.ndjson', bytes: 120, sha256: SHA }],
};

describe('a manifest', () => {
  it('is read as it was written, with and without what it may lack', () => {
    expect(parseManifest(formatManifest(MANIFEST))).toEqual(MANIFEST);
    const { from, to, position } = MANIFEST.question;
    const least = {
      ...MANIFEST,
      question: { from, to, position },
      counts: { events: 0, papers: 0 },
    };
    expect(parseManifest(formatManifest(least))).toEqual(least);
  });

  const text = formatManifest(MANIFEST).toString('utf8');
  it.each([
    ['no line feed', text.slice(0, -1)],
    ['a space', text.replace('{', '{ ')],
    ['a field more', text.replace('"covered":44', '"checked":true,"covered":44')],
    ['a field more in its question', text.replace('"company"', '"all":1,"company"')],
    ['a field twice', text.replace('"covered":44', '"covered":44,"covered":44')],
    [
      'names in another order',
      text.replace(/"counts":(\{.*?\}),"covered":44/, '"covered":44,"counts":$1'),
    ],
    ['another format', text.replace('evidence/1', 'evidence/2')],
    ['no question', text.replace(/"question":\{.*\}/, '"question":null')],
    ['a size that is no number', text.replace('"covered":44', '"covered":"44"')],
    ['a negative size', text.replace('"covered":44', '"covered":-4')],
    [
      'an instant with an offset',
      text.replace('2026-02-01T00:00:00.000Z', '2026-02-01T00:00:00+08:00'),
    ],
    ['an instant that is none', text.replace('2026-02-01T', '2026-02-30T')],
    ['a hash that is none', text.replace(SHA, SHA.toUpperCase())],
    ['a list', `[${text.trim()}]\n`],
    ['nothing', ''],
    ['no UTF-8', Buffer.concat([Buffer.from(text), Buffer.of(0xff)])],
  ])('with %s is malformed', (_, given) => {
    expect(() => parseManifest(Buffer.from(given))).toThrow(MalformedPack);
  });
});

describe('the entries of a pack', () => {
  it('stand in one order, the papers by their names', () => {
    const papers = [paperEntry('00'.repeat(32)), paperEntry(SHA)];
    const names = Object.values(ENTRY).flatMap((name) => (name === ENTRY.papers ? papers : [name]));
    expect(() => {
      checkEntryOrder(names);
    }).not.toThrow();
    for (const at of names.keys()) {
      const name = names[at] ?? '';
      if (at > 0)
        expect(() => {
          checkEntryOrder([name, ...names.toSpliced(at, 1)]);
        }).toThrow();
      expect(() => {
        checkEntryOrder(names.toSpliced(at, 0, name));
      }).toThrow(MalformedPack);
      expect(() => {
        checkEntryOrder(names.toSpliced(at, 1));
      }).not.toThrow();
    }
  });

  it.each([
    'papers/',
    'papers/x',
    `papers/${SHA}0`,
    '../checkpoint',
    'Checkpoint',
    'events.ndjson/',
    '',
  ])('have no name %j', (name) => {
    expect(() => {
      checkEntryOrder([name]);
    }).toThrow(MalformedPack);
  });

  it('are packed with the manifest and the sums, and not in another order', async () => {
    const { generator, question, covered, counts } = MANIFEST;
    const about = { generator, question, covered, counts };
    const entries = [entryOf('checkpoint', 'a note'), entryOf('events.ndjson', '{}\n')];
    const chunks: Uint8Array[] = [];
    for await (const chunk of packBytes(entries, about)) chunks.push(chunk);
    const bytes = Buffer.concat(chunks).toString('latin1');
    expect(bytes).toContain(`${entries[1]?.sha256}  events.ndjson\n`);
    expect(() => packBytes(entries.toReversed(), about)).toThrow(MalformedPack);
  });
});

describe('the lines of an entry', () => {
  async function split(max: number, ...chunks: readonly string[]): Promise<readonly string[]> {
    async function* given(): AsyncGenerator<Buffer> {
      for (const chunk of chunks) yield await Promise.resolve(Buffer.from(chunk));
    }
    const lines: string[] = [];
    for await (const line of linesOf(given(), 'events.ndjson', max)) lines.push(String(line));
    return lines;
  }

  it('are the same wherever the bytes are divided', async () => {
    expect(await split(5, 'ab\ncd', 'e\n', 'f\n')).toEqual(['ab', 'cde', 'f']);
    expect(await split(5, ...Array.from('ab\ncde\nf\n'))).toEqual(['ab', 'cde', 'f']);
    expect(await split(5)).toEqual([]);
  });

  it.each([
    ['too long', ['abcdef\n']],
    ['too long and not ended yet', ['abc', 'def']],
    ['empty', ['a\n\nb\n']],
    ['cut', ['a\nb']],
  ])('are refused where one is %s', async (_, chunks) => {
    await expect(split(5, ...chunks)).rejects.toThrow(MalformedPack);
  });
});
