import { mkdir, open } from 'node:fs/promises';
import { join } from 'node:path';
import { replaceFile } from '#libs/runtime';

/** Hours of anchors, as the names of files have them: `2026-11-26T09Z`. */
const HOUR_CHARACTERS = 'YYYY-MM-DDTHH'.length;
const READ_BY_ALL = 0o644;

/**
 * Keeps checkpoints in a folder that does not belong to the database: whoever rewrites the one has
 * to answer to the other. The newest is replaced; the first of each hour is written once and never
 * again, also where the folder is on a medium that takes no changes.
 */
export class Anchors {
  constructor(private readonly folder: string) {}

  async write(note: string, now: Date): Promise<void> {
    await mkdir(this.folder, { recursive: true });
    const hour = now.toISOString().slice(0, HOUR_CHARACTERS);
    await writeOnce(join(this.folder, `${hour}Z.checkpoint`), note);
    await replaceFile(join(this.folder, 'latest.checkpoint'), note, READ_BY_ALL);
  }
}

async function writeOnce(path: string, text: string): Promise<void> {
  const file = await open(path, 'wx', READ_BY_ALL).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return undefined;
    throw error;
  });
  if (file === undefined) return;
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
}
