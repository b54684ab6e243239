import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { answerAboutPack } from '#libs/evidence/pure';
import type { VerifiedPack } from '#libs/evidence/pure';

/** What the verifier says of bytes, given these keys and notes from elsewhere. */
export interface Answered {
  readonly exit: number;
  readonly said: Partial<VerifiedPack> & { readonly problem?: string };
}

/** A folder in which packs are verified as `edict verify` and `verify.mjs` do it. */
export class AskedOffline {
  private constructor(
    readonly folder: string,
    private readonly key: string,
  ) {}

  static async open(key: string): Promise<AskedOffline> {
    return new AskedOffline(await mkdtemp(join(tmpdir(), 'edict-offline-')), key);
  }

  async about(
    pack: Uint8Array,
    { keys = [this.key], since = [] }: { keys?: readonly string[]; since?: readonly string[] } = {},
  ): Promise<Answered> {
    const notes: string[] = [];
    for (const [at, note] of since.entries()) {
      notes.push(await this.file(`${at}.checkpoint`, note));
    }
    const path = await this.file('pack.zip', pack);
    const { exit, text } = await answerAboutPack({ path, keys, since: notes, isJson: true });
    return { exit, said: JSON.parse(text) as Answered['said'] };
  }

  async file(name: string, content: Uint8Array | string): Promise<string> {
    const path = join(this.folder, name);
    await writeFile(path, content);
    return path;
  }

  async close(): Promise<void> {
    await rm(this.folder, { recursive: true });
  }
}
