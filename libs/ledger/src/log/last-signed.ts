import { randomBytes } from 'node:crypto';
import { mkdir, open, readFile, rename } from 'node:fs/promises';
import { dirname, join } from 'node:path';

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

  async read(): Promise<string | undefined> {
    try {
      return await readFile(this.path, 'utf8');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      throw error;
    }
  }

  async write(note: string): Promise<void> {
    const folder = dirname(this.path);
    await mkdir(folder, { recursive: true });
    const draft = `${this.path}.${randomBytes(4).toString('hex')}`;
    const file = await open(draft, 'wx', 0o644);
    try {
      await file.writeFile(note);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(draft, this.path);
    await synced(folder);
  }
}

/** Without this a crash of the machine could bring the former file back. */
async function synced(folder: string): Promise<void> {
  const opened = await open(folder, 'r');
  try {
    await opened.sync();
  } finally {
    await opened.close();
  }
}
