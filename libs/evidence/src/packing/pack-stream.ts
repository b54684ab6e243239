import { rm } from 'node:fs/promises';
import { Readable } from 'node:stream';

/**
 * The bytes of a pack, whose parts lie in a folder. The folder is gone when the stream is closed:
 * at its end, where it fails, and where nobody reads it any more.
 */
export class PackStream extends Readable {
  constructor(
    private readonly bytes: AsyncGenerator<Uint8Array, void>,
    private readonly folder: string,
  ) {
    super();
  }

  override _read(): void {
    this.bytes.next().then(
      ({ done, value }) => this.push(done === true ? null : value),
      (error: unknown) => this.destroy(error instanceof Error ? error : new Error(String(error))),
    );
  }

  override _destroy(error: Error | null, callback: (error?: Error | null) => void): void {
    this.end().then(
      () => {
        callback(error);
      },
      (failure: unknown) => {
        callback(error ?? (failure instanceof Error ? failure : new Error(String(failure))));
      },
    );
  }

  private async end(): Promise<void> {
    await this.bytes.return();
    await rm(this.folder, { recursive: true, force: true });
  }
}
