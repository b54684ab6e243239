import { execFile } from 'node:child_process';
import { mkdtemp, open, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { canonicalBytes } from '#libs/ledger/pure';
import { CompactRange, formatVerifierKey, leafHash, signCheckpoint, signerKey } from '#libs/merkle';
import { packContents } from '../../libs/evidence/src/contents/pack-contents.js';
import { ENTRY } from '../../libs/evidence/src/format/entry-names.js';
import { entryOf, measuredEntry } from '../../libs/evidence/src/format/pack-entry.js';
import { packBytes } from '../../libs/evidence/src/format/write-pack.js';

const ORIGIN = 'log.example/edict';
const KEY = signerKey(ORIGIN, Buffer.alloc(32, 3));
/** Megabytes that objects may take; the larger pack alone is larger than that. */
const HEAP_MAX_MB = 48;
const [FEW, MANY] = [10_000, Number(process.env['EDICT_TEST_PACK_EVENTS'] ?? 150_000)];
const MORE_MB_MAX = 64;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'edict-memory-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** Each stream has five events, so that there are many streams too. */
function leafAt(position: number): Buffer {
  return canonicalBytes({
    actor: 'tester',
    data: {
      feature: 'voice-from-face',
      reason: 'misuse',
      by: 'provider',
      padding: 'x'.repeat(200),
    },
    datacontenttype: 'application/json',
    dataschema: 'urn:edict:event:feature.suspended:1',
    id: `event-${position}`,
    position,
    recordedtime: new Date(1_770_000_000_000 + position * 10).toISOString(),
    sequence: 1 + ((position - 1) % 5),
    source: 'https://example.test/news',
    specversion: '1.0',
    subject: `systems/s-${Math.floor((position - 1) / 5)}`,
    time: '2026-02-10T09:30:00+08:00',
    type: 'feature.suspended',
  });
}

/** The whole log of so many events, as a pack. */
async function packOf(events: number): Promise<string> {
  const range = CompactRange.empty();
  for (let position = 1; position <= events; position += 1)
    range.append(leafHash(leafAt(position)));
  const checkpoint = { origin: ORIGIN, size: events, root: range.root() };
  const question = {
    from: '2026-02-01T00:00:00.000Z',
    to: '2026-04-01T00:00:00.000Z',
    position: events,
  };
  function* lines(): Generator<Uint8Array> {
    for (let position = 1; position <= events; position += 1) {
      yield Buffer.concat([leafAt(position), Buffer.from('\n')]);
    }
  }
  const { texts } = await packContents(question, { checkpoint, papers: new Set() }, undefined);
  const entries = [
    ...texts.map(({ name, pieces }) => entryOf(name, [...pieces()].join(''))),
    entryOf(ENTRY.verifier, 'none\n'),
    entryOf(ENTRY.checkpoint, signCheckpoint(checkpoint, [KEY])),
    await measuredEntry(ENTRY.events, lines),
  ];
  const counts = { events, papers: 0 };
  const about = { generator: 'edict 0.1.0', question, covered: events, counts };
  const path = join(folder, `${events}.zip`);
  const file = await open(path, 'w');
  for await (const chunk of packBytes(entries, about)) await file.writeFile(chunk);
  await file.close();
  return path;
}

const TOLD = `
  process.argv.splice(1, 0, 'verify.mjs');
  process.on('exit', () => process.stderr.write(String(process.resourceUsage().maxRSS)));
  await import(process.env.VERIFIER);`;

/** Exit code and the most memory in megabytes that the verifier ever had. */
function verify(path: string): Promise<{ readonly exit: number; readonly peakMb: number }> {
  const args = [`--max-old-space-size=${HEAP_MAX_MB}`, '--input-type=module', '-e', TOLD, '--'];
  const key = ['--key', formatVerifierKey(KEY.verifier)];
  const env = { ...process.env, VERIFIER: resolve('dist/verify.mjs') };
  return new Promise((done) => {
    execFile(process.execPath, [...args, path, ...key], { env }, (error, _, stderr) => {
      const exit = error === null ? 0 : Number(error.code);
      done({ exit, peakMb: Number(stderr) / 1_024 });
    });
  });
}

describe('The verification of a pack', () => {
  it(
    `takes about as much memory for ${MANY} events as for ${FEW}`,
    async () => {
      const few = await verify(await packOf(FEW));
      const large = await packOf(MANY);
      const many = await verify(large);
      const sizeMb = (await stat(large)).size / 2 ** 20;
      process.stdout.write(
        `${FEW} events: ${few.peakMb.toFixed()} MB; ` +
          `${MANY} events (${sizeMb.toFixed()} MB): ${many.peakMb.toFixed()} MB\n`,
      );
      expect([few.exit, many.exit]).toEqual([0, 0]);
      expect(sizeMb).toBeGreaterThan(HEAP_MAX_MB);
      expect(many.peakMb - few.peakMb).toBeLessThan(MORE_MB_MAX);
    },
    60_000 + MANY,
  );

  it('would not be possible so if the events were kept: a reader that keeps them ends', async () => {
    const kept = `
      const kept = [];
      for await (const line of (await import('node:readline')).createInterface({
        input: (await import('node:fs')).createReadStream(process.argv[1]),
      })) kept.push(JSON.parse(line));`;
    const path = join(folder, 'events.ndjson');
    const file = await open(path, 'w');
    for (let position = 1; position <= MANY; position += 1) {
      await file.writeFile(`${String(leafAt(position))}\n`);
    }
    await file.close();
    const args = [`--max-old-space-size=${HEAP_MAX_MB}`, '--input-type=module', '-e', kept, path];
    const ended = await new Promise<boolean>((done) => {
      execFile(process.execPath, args, (error) => {
        done(error !== null);
      });
    });
    expect(ended).toBe(true);
  });
});
