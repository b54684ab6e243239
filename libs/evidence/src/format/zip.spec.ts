import { execFile } from 'node:child_process';
import { mkdtemp, open, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { fromBuffer } from 'yauzl';
import { ENTRIES_MAX, NAME_BYTES_MAX } from './limits.js';
import { AlteredEntry, MalformedPack } from './malformed-pack.js';
import { entryOf, measuredEntry, spooledEntry } from './pack-entry.js';
import type { PackEntry } from './pack-entry.js';
import { ZipFile } from './read-zip.js';
import { zipBytes } from './write-zip.js';
import { contentOffset, endOfZip, localHeader } from './zip-headers.js';

const run = promisify(execFile);
const FOUR_GIB = 2 ** 32;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'edict-zip-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function zipOf(entries: readonly PackEntry[]): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of zipBytes(entries)) chunks.push(chunk);
  return Buffer.concat(chunks);
}

async function written(bytes: Uint8Array): Promise<string> {
  const path = join(folder, 'given.zip');
  await writeFile(path, bytes);
  return path;
}

/** Every entry as it is read back. */
async function readBack(path: string): Promise<readonly (readonly [string, Buffer])[]> {
  const zip = await ZipFile.open(path);
  try {
    const found: (readonly [string, Buffer])[] = [];
    for (const entry of zip.entries) {
      const chunks: Buffer[] = [];
      for await (const chunk of zip.read(entry)) chunks.push(chunk);
      found.push([entry.name, Buffer.concat(chunks)]);
    }
    return found;
  } finally {
    await zip.close();
  }
}

const SOME = [
  entryOf('checkpoint', 'log.example\n3\n'),
  entryOf('events.ndjson', Buffer.alloc(200_000, '{"a":"ü"}\n')),
  entryOf('gaps.csv', ''),
  entryOf('papers/法', 'named in Chinese'),
];

describe('the container of a pack', () => {
  it('is read back as it was written, whatever the entries', async () => {
    const names = fc.uniqueArray(fc.stringMatching(/^[a-zé法/.-]{1,20}$/), { maxLength: 8 });
    const contents = fc.infiniteStream(fc.uint8Array({ maxLength: 300 }));
    await fc.assert(
      fc.asyncProperty(names, contents, async (given, bytes) => {
        const entries = given.map((name) => entryOf(name, bytes.next().value ?? Buffer.of()));
        const back = await readBack(await written(await zipOf(entries)));
        expect(back.map(([name]) => name)).toEqual(given);
        for (const [at, [, content]] of back.entries()) {
          expect([Buffer.concat([...(entries[at]?.read() as Iterable<Buffer>)])]).toEqual([
            content,
          ]);
        }
      }),
      { numRuns: 50 },
    );
  });

  it('is the same however its entries were made ready', async () => {
    async function* parts(): AsyncGenerator<string> {
      yield 'one\n';
      await Promise.resolve();
      yield 'two\n';
    }
    const once = await zipOf([entryOf('a', 'one\ntwo\n')]);
    expect(await zipOf([await measuredEntry('a', parts)])).toEqual(once);
    const spooled = await spooledEntry('a', parts(), folder);
    expect(await zipOf([spooled])).toEqual(once);
    expect(await zipOf([spooled])).toEqual(once);
  });

  it('is read by Python and by unzip, where they are, and by another library', async () => {
    const path = await written(await zipOf(SOME));
    const listed = `import sys, zipfile, hashlib
z = zipfile.ZipFile(sys.argv[1])
assert z.testzip() is None and z.comment == b''
for i in z.infolist():
  assert i.date_time == (1980, 1, 1, 0, 0, 0) and i.compress_type == 0 and i.extra == b''
  assert i.flag_bits == 0x800 and not i.is_dir() and (i.external_attr >> 16) == 0o100644
  print(i.filename, hashlib.sha256(z.read(i)).hexdigest())`;
    const expected = SOME.map(({ name, sha256 }) => `${name} ${sha256}\n`).join('');
    const python = await run('python3', ['-X', 'utf8', '-c', listed, path]).catch(absent);
    if (python) expect(python.stdout).toBe(expected);
    const unzip = await run('unzip', ['-tq', path]).catch(absent);
    if (unzip) expect(unzip.stdout).toContain('No errors detected');
    const bytes = await readFile(path);
    const names = await new Promise<string[]>((resolve, reject) => {
      const options = { strictFileNames: true, lazyEntries: false };
      fromBuffer(bytes, options, (error, zip) => {
        const found: string[] = [];
        if (error) {
          reject(error);
          return;
        }
        zip.on('entry', ({ fileName }: { fileName: string }) => found.push(fileName));
        zip.on('error', reject);
        zip.on('end', () => {
          resolve(found);
        });
      });
    });
    expect(names).toEqual(SOME.map(({ name }) => name));
  });

  it('is refused, or its entry is, after any one bit of it has changed', async () => {
    const bytes = await zipOf([entryOf('a', 'alpha'), entryOf('b', ''), entryOf('c', 'gamma')]);
    for (let bit = 0; bit < 8 * bytes.length; bit += 1) {
      const changed = Buffer.from(bytes);
      changed.writeUInt8(changed.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
      const path = await written(changed);
      const names = await readBack(path).then(
        (entries) => entries.map(([name]) => name).join(''),
        (error: unknown) => {
          if (error instanceof MalformedPack || error instanceof AlteredEntry) return 'refused';
          throw error;
        },
      );
      // A name stands twice, and a CRC too: no single bit changes both.
      expect([bit, names]).toEqual([bit, 'refused']);
    }
  });

  it('is refused when it is cut, or has anything between its parts or behind them', async () => {
    const bytes = await zipOf(SOME.slice(0, 1));
    for (let length = 0; length < bytes.length; length += 1) {
      await expect(ZipFile.open(await written(bytes.subarray(0, length)))).rejects.toThrow(
        MalformedPack,
      );
    }
    for (let at = 0; at <= bytes.length; at += 1) {
      const longer = Buffer.concat([bytes.subarray(0, at), Buffer.of(0), bytes.subarray(at)]);
      await expect(ZipFile.open(await written(longer))).rejects.toThrow(MalformedPack);
    }
  });

  it('is refused where another program wrote it, with times of its own', async () => {
    const script = `import sys, zipfile
with zipfile.ZipFile(sys.argv[1], 'w') as z: z.writestr('a', 'alpha')`;
    const path = join(folder, 'python.zip');
    const python = await run('python3', ['-c', script, path]).catch(absent);
    if (python) await expect(ZipFile.open(path)).rejects.toThrow(MalformedPack);
  });

  it('does not go out whole when the bytes of an entry change after they were measured', async () => {
    let content = 'first';
    const entry = await measuredEntry('a', () => [content]);
    content = 'other';
    await expect(zipOf([entry])).rejects.toThrow(/changed after they were measured/);
  });

  it('takes as many entries, with names as long, as the limits say, and not one more', async () => {
    const many = Array.from({ length: ENTRIES_MAX }, (_, at) => entryOf(`papers/${at}`, ''));
    const zip = await ZipFile.open(await written(await zipOf(many)));
    expect(zip.entries).toHaveLength(ENTRIES_MAX);
    await zip.close();
    await expect(zipOf([...many, entryOf('x', '')])).rejects.toThrow(RangeError);
    const longest = 'a'.repeat(NAME_BYTES_MAX);
    expect(await readBack(await written(await zipOf([entryOf(longest, '')])))).toHaveLength(1);
    await expect(zipOf([entryOf(`${longest}a`, '')])).rejects.toThrow(RangeError);
  });

  it.each([FOUR_GIB - 2, FOUR_GIB - 1, FOUR_GIB + 5])(
    'may have an entry of %i bytes and what follows it',
    async (size) => {
      const path = join(folder, 'large.zip');
      const large = { name: 'events.ndjson', size, crc32: 7, offset: 0 };
      const small = { name: 'gaps.csv', size: 0, crc32: 0, offset: contentOffset(large) + size };
      await writeFile(path, localHeader(large));
      await truncate(path, small.offset);
      const file = await open(path, 'a');
      await file.writeFile(localHeader(small));
      await file.writeFile(endOfZip([large, small], contentOffset(small)));
      await file.close();
      const zip = await ZipFile.open(path);
      expect(zip.entries).toEqual([large, small]);
      await zip.close();
      const script = `import sys, zipfile
for i in zipfile.ZipFile(sys.argv[1]).infolist(): print(i.filename, i.file_size, i.header_offset)`;
      const python = await run('python3', ['-c', script, path]).catch(absent);
      if (python) {
        expect(python.stdout).toBe(`events.ndjson ${size} 0\ngaps.csv 0 ${small.offset}\n`);
      }
      await rm(path);
    },
  );
});

/** A program that this machine has not is not asked; one that fails is a failure. */
function absent(error: unknown): undefined {
  if ((error as { code?: unknown }).code === 'ENOENT') return undefined;
  throw error;
}
