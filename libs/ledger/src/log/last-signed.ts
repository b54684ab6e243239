import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { readIfThere, replaceFile } from '#libs/runtime';

/**
 * Remembers, outside the database, what was signed last: a database that was put back to an
 * earlier state cannot know it.
 */
export interface LastSigned {
  /** The signed note, if anything was ever signed. */
  read(): Promise<string | undefined>;
  /** Durable when it resolves. */
  write(note: string): Promise<void>;
}

/** In a file of this folder, replaced whole. */
export class LastSignedFile implements LastSigned {
  private readonly path: string;

  constructor(folder: string, file = 'last-checkpoint') {
    this.path = join(folder, file);
  }

  read(): Promise<string | undefined> {
    return readIfThere(this.path);
  }

  async write(note: string): Promise<void> {
    await mkdir(dirname(this.path), { recursive: true });
    await replaceFile(this.path, note, 0o644);
  }
}
