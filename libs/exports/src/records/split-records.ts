import { RecordEnds } from './record-ends.js';

/** The records of CSV that comes in parts, without their ends, as many at once as one part has. */
export async function* splitRecords(
  parts: AsyncIterable<Buffer>,
): AsyncGenerator<readonly Buffer[], void, undefined> {
  const recordEnds = new RecordEnds();
  let begun: Buffer[] = [];
  for await (const part of parts) {
    const records: Buffer[] = [];
    let start = 0;
    for (const end of recordEnds.in(part)) {
      const rest = part.subarray(start, end);
      records.push(begun.length === 0 ? rest : Buffer.concat([...begun, rest]));
      begun = [];
      start = end + 1;
    }
    if (start < part.length) begun.push(part.subarray(start));
    if (records.length > 0) yield records;
  }
  if (begun.length > 0) throw new Error('The CSV ends in the middle of a record.');
}

/** One record after another; waits only where the next part has not come. */
export class RecordReader {
  private readonly batches: AsyncIterator<readonly Buffer[], void>;
  private batch: readonly Buffer[] = [];
  private next = 0;

  constructor(parts: AsyncIterable<Buffer>) {
    this.batches = splitRecords(parts)[Symbol.asyncIterator]();
  }

  /** The record at hand; absent at the end, and where `advance` has to be waited for. */
  get current(): Buffer | undefined {
    return this.batch[this.next];
  }

  /** Goes to the next record; true where the part at hand has none, so that `fill` must be called. */
  advance(): boolean {
    this.next += 1;
    return this.next >= this.batch.length;
  }

  async fill(): Promise<void> {
    const { value } = await this.batches.next();
    this.batch = value ?? [];
    this.next = 0;
  }

  /** Gives up what is left. */
  async close(): Promise<void> {
    await this.batches.return?.();
  }
}
