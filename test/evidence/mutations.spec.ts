import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { answerAboutPack, PACK_EXIT } from '#libs/evidence/pure';
import { OpenedPack } from '../../libs/evidence/src/verifying/opened-pack.js';
import { Findings } from '../../libs/evidence/src/verifying/findings.js';
import { mutantOf } from './mutants.js';
import type { Mutant, Subject } from './mutants.js';
import { Random } from '../setup/random.js';
import { refitted, unpacked, zipped } from './repacked.js';
import type { Files } from './repacked.js';
import { KEPT, SignedWorld } from './signed-world.js';
import { OWNER, OWNER_COMMITTED, PAPER } from './small-world.js';

/** All of them: EDICT_TEST_MUTANTS=5000 npm run jest -- test/evidence/mutations */
const MUTANTS = Number(process.env['EDICT_TEST_MUTANTS'] ?? 1_000);
const SEED = Number(process.env['EDICT_TEST_SEED'] ?? 20_260_212);
const ALL_MS = 60_000 + 200 * MUTANTS;

let world: SignedWorld;
let folder: string;
let subjects: readonly Subject[];
let plain: SignedWorld;
let keys: readonly string[];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'edict-mutants-'));
  world = await SignedWorld.open(OWNER_COMMITTED);
  plain = await SignedWorld.open();
  keys = [world.key, plain.key];
  const about = await world.leaves();
  const assigned = about.findIndex((leaf) => leaf.includes(OWNER_COMMITTED)) + 1;
  const personal = [
    { field: OWNER.field, position: assigned, salt: OWNER.salt, value: OWNER.value },
  ];
  const forged = { personal, papers: [PAPER] };
  const packs: readonly (readonly [string, Buffer])[] = [
    ['company', await lightened(await plain.pack(plain.question()))],
    ['company since', await lightened(await plain.pack(plain.question({ since: KEPT })))],
    ['whole log', await lightened(await plain.pack(plain.wholeLog({ since: KEPT })))],
    ['company with names', await world.forge({ question: world.question(), ...forged })],
    ['whole log with names', await world.forge({ question: world.wholeLog(), personal })],
  ];
  subjects = await Promise.all(
    packs.map(async ([name, pack]) => ({ name, pack, files: await unpacked(pack) })),
  );
});
afterAll(async () => {
  await world.close();
  await plain.close();
  await rm(folder, { recursive: true });
});

/** With next to nothing in place of the verifier, most of whose bytes would be mutated in vain. */
async function lightened(pack: Buffer): Promise<Buffer> {
  const files = [...(await unpacked(pack))].map(([name, bytes]): readonly [string, Buffer] => [
    name,
    name === 'verify.mjs' ? Buffer.from('the verifier\n') : bytes,
  ]);
  return zipped(refitted(files));
}

async function written(pack: Buffer): Promise<string> {
  const path = join(folder, 'mutant.zip');
  await writeFile(path, pack);
  return path;
}

async function exitOf(pack: Buffer): Promise<number> {
  const asked = { path: await written(pack), keys, since: [], isJson: true };
  return (await answerAboutPack(asked)).exit;
}

/** A verifier that looks no further than manifest and sums. */
async function exitOfSums(pack: Buffer): Promise<number> {
  const findings = new Findings();
  let opened: OpenedPack | undefined;
  try {
    opened = await OpenedPack.open(await written(pack));
    await opened.compareSums(findings);
    return findings.count === 0 ? PACK_EXIT.verified : PACK_EXIT.tampered;
  } catch {
    return PACK_EXIT.unusable;
  } finally {
    await opened?.close();
  }
}

interface Run {
  readonly mutants: number;
  readonly exits: ReadonlyMap<number, number>;
  readonly survivors: readonly Mutant[];
}

async function run(count: number, seed: number, judge: (pack: Buffer) => Promise<number>) {
  const random = new Random(seed);
  const exits = new Map<number, number>();
  const survivors: Mutant[] = [];
  for (let made = 0; made < count;) {
    const mutant = await mutantOf(subjects, random);
    if (mutant === undefined) continue;
    made += 1;
    const exit = await judge(mutant.pack);
    exits.set(exit, (exits.get(exit) ?? 0) + 1);
    if (exit === PACK_EXIT.verified) survivors.push(mutant);
  }
  return { mutants: count, exits, survivors } satisfies Run;
}

/** The survivors that differ from what they were made of in something that is vouched for. */
async function unexpected(survivors: readonly Mutant[]): Promise<readonly string[]> {
  const told: string[] = [];
  for (const { of, pack, what } of survivors) {
    const [was, is] = [vouchedFor(of.files), vouchedFor(await unpacked(pack))];
    if (was !== is) told.push(what);
  }
  return told;
}

/** Nothing vouches for these, and the answer says that they are not checked. */
const UNAUTHENTICATED = ['verify.mjs', 'access-log.csv'];

interface Manifest {
  readonly generator: string;
  readonly counts: { readonly reads?: number };
  readonly files: readonly { readonly name: string }[];
}

/** All of a pack but what nobody vouches for: the verifier, the access log, who wrote the pack. */
function vouchedFor(files: Files): string {
  const manifest = JSON.parse(textOf(files, 'manifest.json')) as Manifest;
  const listed = manifest.files.filter(({ name }) => !UNAUTHENTICATED.includes(name));
  const counts = { ...manifest.counts, reads: 0 };
  const others = [...files]
    .filter(([name]) => ![...UNAUTHENTICATED, 'manifest.json', 'SHA256SUMS'].includes(name))
    .map(([name, bytes]) => [name, bytes.toString('latin1')]);
  return JSON.stringify([{ ...manifest, generator: '', counts, files: listed }, others]);
}

function textOf(files: Files, name: string): string {
  return files.get(name)?.toString('utf8') ?? '';
}

describe('Mutants of packs that are verified', () => {
  it('come of packs that are verified', async () => {
    for (const { name, pack } of subjects) {
      expect([name, await exitOf(pack)]).toEqual([name, PACK_EXIT.verified]);
    }
  });

  it(
    `are not verified, of ${MUTANTS} made with the seed ${SEED}`,
    async () => {
      const { exits, survivors } = await run(MUTANTS, SEED, exitOf);
      const told = [...exits].sort(([one], [other]) => one - other);
      const counted = told.map(([exit, count]) => `${count} end with ${exit}`).join(', ');
      process.stdout.write(`${MUTANTS} mutants, seed ${SEED}: ${counted}\n`);
      expect(await unexpected(survivors)).toEqual([]);
    },
    ALL_MS,
  );

  it(
    'survive a verifier that looks at sums only, so that a survivor would be seen',
    async () => {
      const { survivors } = await run(200, SEED, exitOfSums);
      expect((await unexpected(survivors)).length).toBeGreaterThan(50);
    },
    ALL_MS,
  );
});
