import { readFile } from 'node:fs/promises';

const KIB = 1_024;

/** What processes have of memory, in bytes; where the system does not say it, NaN. */
export interface Resident {
  readonly now: number;
  readonly most: number;
}

/** Of one process, without those that it started. */
export async function residentOf(pid: number): Promise<Resident> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  const bytes = (field: string): number => {
    const kibibytes = new RegExp(`^${field}:\\s+(\\d+) kB`, 'm').exec(status)?.[1];
    return kibibytes === undefined ? NaN : Number(kibibytes) * KIB;
  };
  return { now: bytes('VmRSS'), most: bytes('VmHWM') };
}

/** The processes that one started and that run a program of this name. */
export async function childrenOf(pid: number, program: string): Promise<readonly number[]> {
  const listed = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8').catch(() => '');
  const found: number[] = [];
  for (const child of listed.trim().split(' ').filter(Boolean)) {
    const command = await readFile(`/proc/${child}/cmdline`, 'utf8').catch(() => '');
    if (command.includes(program)) found.push(Number(child));
  }
  return found;
}
