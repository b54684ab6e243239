import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';

const LOCAL_ADDRESS = 1;
const INODE = 9;

/** The local ports of the connections of a process, as Linux tells them. */
export function portsOf(pid: number): ReadonlySet<number> {
  const folder = `/proc/${pid}/fd`;
  const own = new Set(readdirSync(folder).map((file) => targetOf(join(folder, file))));
  const lines = readFileSync(`/proc/${pid}/net/tcp`, 'utf8').trim().split('\n').slice(1);
  const words = lines.map((line) => line.trim().split(/\s+/));
  const sockets = words.filter((word) => own.has(`socket:[${word[INODE] ?? ''}]`));
  return new Set(sockets.map((word) => portIn(word[LOCAL_ADDRESS] ?? '')));
}

/** A file may be closed while the folder is read. */
function targetOf(link: string): string {
  try {
    return readlinkSync(link);
  } catch {
    return '';
  }
}

function portIn(address: string): number {
  return Number.parseInt(address.split(':')[1] ?? '', 16);
}
