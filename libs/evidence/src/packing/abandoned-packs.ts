import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

const OF_PROCESS = /^pack-(\d+)-/;

/** How the folder begins in which this process makes a pack. */
export function folderPrefix(): string {
  return `pack-${process.pid}-`;
}

/**
 * Removes what processes left behind that died while they made a pack: it may have personal values,
 * which would outlast their erasure. To be called before this process makes its first pack, since
 * in a container a process often has the number of the one before it.
 */
export async function removeAbandonedPacks(folder: string): Promise<void> {
  await removeAbandoned(folder, (name) => OF_PROCESS.exec(name)?.[1]);
}

/**
 * Removes what processes left behind that died, by its names.
 * @param processIn the number of the process that a name has, which is still at it if it lives
 */
export async function removeAbandoned(
  folder: string,
  processIn: (name: string) => string | undefined,
): Promise<void> {
  const names = await readdir(folder).catch(noFolder);
  const abandoned = names.filter((name) => {
    const pid = Number(processIn(name));
    return Number.isSafeInteger(pid) && (pid === process.pid || !isAlive(pid));
  });
  await Promise.all(
    abandoned.map((name) => rm(join(folder, name), { recursive: true, force: true })),
  );
}

function noFolder(error: NodeJS.ErrnoException): readonly string[] {
  if (error.code === 'ENOENT') return [];
  throw error;
}

/** Signal 0 is never sent; a process of another user is alive too. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
