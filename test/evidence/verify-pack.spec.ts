import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { answerAboutPack } from '#libs/evidence/pure';
import type { VerifiedPack } from '#libs/evidence/pure';
import { formatVerifierKey, signerKey } from '#libs/merkle';
import { KEPT, SignedWorld } from './signed-world.js';

let world: SignedWorld;
let folder: string;
let pack: Buffer;
let whole: Buffer;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'edict-verify-pack-'));
  world = await SignedWorld.open();
  pack = await world.pack(world.question());
  whole = await world.pack(world.wholeLog());
});
afterAll(async () => {
  await world.close();
  await rm(folder, { recursive: true });
});

interface Asked {
  readonly keys?: readonly string[];
  readonly since?: readonly string[];
}

/** What `edict verify` and `verify.mjs` answer, as programs read it. */
async function verify(bytes: Buffer, { keys = [world.key], since = [] }: Asked = {}) {
  const path = join(folder, 'pack.zip');
  await writeFile(path, bytes);
  const notes: string[] = [];
  for (const [at, note] of since.entries()) {
    notes.push(join(folder, `${at}.checkpoint`));
    await writeFile(notes.at(-1) ?? '', note);
  }
  const { exit, text } = await answerAboutPack({ path, keys, since: notes, isJson: true });
  return { exit, said: JSON.parse(text) as Partial<VerifiedPack> & { readonly problem?: string } };
}

describe('A pack', () => {
  it('of a company is verified with the key of its log', async () => {
    const { exit, said } = await verify(pack);
    expect(said).toMatchObject({ verdict: 'verified', findings: [], weaker: [], trust: 'given' });
    expect(exit).toBe(0);
  });

  it('of the whole log too', async () => {
    const { exit, said } = await verify(whole);
    expect(said).toMatchObject({ verdict: 'verified', findings: [], weaker: [] });
    expect(exit).toBe(0);
  });

  it('is weaker without a key', async () => {
    expect(await verify(pack, { keys: [] })).toMatchObject({
      exit: 3,
      said: { verdict: 'weaker' },
    });
  });

  it('is not vouched for by a key that is another’s', async () => {
    const other = formatVerifierKey(signerKey('log.example/edict', Buffer.alloc(32, 5)).verifier);
    const { exit, said } = await verify(pack, { keys: [other] });
    expect(said.findings).toMatchObject([{ kind: 'signature' }]);
    expect(exit).toBe(1);
  });

  it('that somebody forges with nothing to hide is the one that the server makes', async () => {
    const forged = await world.forge({ question: world.question() });
    expect((await verify(forged)).said).toMatchObject({ verdict: 'verified' });
    expect(KEPT).toBeGreaterThan(0);
  });
});
