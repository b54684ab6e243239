import { appendFile, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const GROUPS = 256;
const GROUP_BYTES_MAX = 16 * 1024;

/**
 * Records of one length, grouped by their first byte, which is to be as good as random. Few are kept
 * in memory, more in temporary files: memory does not grow with their number, until a group is read.
 */
export class GroupedRecords {
  private readonly groups: { readonly buffer: Buffer; used: number; isOnDisk: boolean }[] = [];
  private folder: string | undefined;

  /** @param recordBytes of each */
  constructor(private readonly recordBytes: number) {
    const length = Math.floor(GROUP_BYTES_MAX / recordBytes) * recordBytes;
    for (let group = 0; group < GROUPS; group += 1) {
      this.groups.push({ buffer: Buffer.alloc(length), used: 0, isOnDisk: false });
    }
  }

  async add(record: Buffer): Promise<void> {
    const number = record.readUInt8(0);
    const group = this.groups[number];
    if (group === undefined || record.length !== this.recordBytes) {
      throw new RangeError(`A record has ${this.recordBytes} bytes.`);
    }
    if (group.used === group.buffer.length) {
      await appendFile(await this.path(number), group.buffer);
      group.isOnDisk = true;
      group.used = 0;
    }
    record.copy(group.buffer, group.used);
    group.used += record.length;
  }

  /** The records of each group, in the order in which they came. */
  async *read(): AsyncGenerator<readonly Buffer[], void> {
    for (const [number, { buffer, used, isOnDisk }] of this.groups.entries()) {
      const before = isOnDisk ? await readFile(await this.path(number)) : Buffer.of();
      const bytes = Buffer.concat([before, buffer.subarray(0, used)]);
      yield Array.from({ length: bytes.length / this.recordBytes }, (_, at) =>
        bytes.subarray(at * this.recordBytes, (at + 1) * this.recordBytes),
      );
    }
  }

  async close(): Promise<void> {
    if (this.folder !== undefined) await rm(this.folder, { recursive: true, force: true });
  }

  private async path(group: number): Promise<string> {
    this.folder ??= await mkdtemp(join(tmpdir(), 'edict-verify-'));
    return join(this.folder, String(group));
  }
}
