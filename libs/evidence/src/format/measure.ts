import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';

/** What is said of the bytes of an entry before they come. */
export interface Measured {
  readonly size: number;
  readonly crc32: number;
  /** In lower-case hex. */
  readonly sha256: string;
}

/** Measures bytes as they pass. */
export class Measure {
  private size = 0;
  private crc = 0;
  private readonly sha256 = createHash('sha256');

  take(chunk: Uint8Array): void {
    this.size += chunk.length;
    this.crc = crc32(chunk, this.crc);
    this.sha256.update(chunk);
  }

  end(): Measured {
    return { size: this.size, crc32: this.crc, sha256: this.sha256.digest('hex') };
  }
}
