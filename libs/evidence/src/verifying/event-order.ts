import { createHash } from 'node:crypto';
import type { RecordedEvent } from '#libs/ledger/pure';
import type { Findings } from './findings.js';
import { GroupedRecords } from './grouped-records.js';

const NAME_BYTES = 16;
const NUMBER_BYTES = 6;
const NUMBER_MAX = 2 ** (8 * NUMBER_BYTES) - 1;
const AT = { position: NAME_BYTES, sequence: NAME_BYTES + NUMBER_BYTES } as const;

/**
 * Follows events in the order of their positions. Each has a source and id of its own and the next
 * sequence of its stream, and none was recorded before the one in front of it. Streams and ids are
 * told apart by 128 bits of SHA-256: two that were made to look alike only accuse themselves.
 */
export class EventOrder {
  private readonly ids = new GroupedRecords(NAME_BYTES + NUMBER_BYTES);
  private readonly places = new GroupedRecords(NAME_BYTES + 2 * NUMBER_BYTES);
  private last = { position: 0, recordedtime: '' };

  constructor(
    private readonly findings: Findings,
    /** Every position from 1 on is there, or some only. */
    private readonly isWholeLog: boolean,
  ) {}

  async take(event: RecordedEvent): Promise<void> {
    const { position, subject, sequence, source, id, recordedtime } = event;
    this.follow(position, recordedtime);
    await this.ids.add(record([source, id], position));
    await this.places.add(record([subject], position, sequence));
    this.last = { position, recordedtime };
  }

  /** To be called behind the last event. */
  async end(): Promise<void> {
    for await (const group of this.ids.read()) this.lookForTwins(group);
    for await (const group of this.places.read()) this.lookForGaps(group);
  }

  async close(): Promise<void> {
    await this.ids.close();
    await this.places.close();
  }

  private follow(position: number, recordedtime: string): void {
    const { last } = this;
    const isNext = this.isWholeLog ? position === last.position + 1 : position > last.position;
    if (!isNext) {
      const detail = `Event ${position} stands behind event ${last.position}.`;
      this.findings.add('order', detail, { position });
    }
    // Both are in UTC with milliseconds, so that text compares as time.
    if (recordedtime < last.recordedtime) {
      const detail = `Event ${position} was recorded before the one in front of it.`;
      this.findings.add('order', detail, { position });
    }
  }

  private lookForTwins(records: readonly Buffer[]): void {
    const positions = new Map<string, number>();
    for (const one of records) {
      const name = nameIn(one);
      const position = one.readUIntBE(AT.position, NUMBER_BYTES);
      const other = positions.get(name);
      if (other !== undefined) {
        const detail = `Events ${other} and ${position} have the same source and id.`;
        this.findings.add('duplicate', detail, { position });
      }
      positions.set(name, position);
    }
  }

  private lookForGaps(records: readonly Buffer[]): void {
    const sequences = new Map<string, number>();
    for (const one of records) {
      const name = nameIn(one);
      const position = one.readUIntBE(AT.position, NUMBER_BYTES);
      const sequence = one.readUIntBE(AT.sequence, NUMBER_BYTES);
      const wanted = (sequences.get(name) ?? 0) + 1;
      if (sequence !== wanted) {
        const detail = `Event ${position} has sequence ${sequence} in its stream, where ${wanted} is`;
        this.findings.add('order', `${detail} next.`, { position });
      }
      sequences.set(name, sequence);
    }
  }
}

function record(name: readonly string[], ...numbers: readonly number[]): Buffer {
  const bytes = Buffer.alloc(NAME_BYTES + numbers.length * NUMBER_BYTES);
  createHash('sha256').update(JSON.stringify(name)).digest().copy(bytes, 0, 0, NAME_BYTES);
  for (const [at, number] of numbers.entries()) {
    // No ledger reaches 2^48: a number that claims to is out of order whatever it is taken for.
    bytes.writeUIntBE(Math.min(number, NUMBER_MAX), NAME_BYTES + at * NUMBER_BYTES, NUMBER_BYTES);
  }
  return bytes;
}

function nameIn(bytes: Buffer): string {
  return bytes.toString('latin1', 0, NAME_BYTES);
}
