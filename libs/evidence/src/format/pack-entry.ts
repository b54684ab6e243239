import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { Measure } from './measure.js';
import type { Measured } from './measure.js';

export type Chunks = Iterable<Uint8Array | string> | AsyncIterable<Uint8Array | string>;

/** An entry that is ready to be written: all about its bytes is known, and they can be read. */
export interface PackEntry extends Measured {
  readonly name: string;
  /** The bytes, from the first one on, each time that it is called. */
  readonly read: () => Chunks;
}

/** An entry whose bytes are at hand. */
export function entryOf(name: string, content: Uint8Array | string): PackEntry {
  const bytes = typeof content === 'string' ? Buffer.from(content, 'utf8') : content;
  const measure = new Measure();
  measure.take(bytes);
  return { name, ...measure.end(), read: () => [bytes] };
}

/** An entry whose bytes can be read twice: now to measure them, and later to write them. */
export async function measuredEntry(name: string, read: () => Chunks): Promise<PackEntry> {
  const measure = new Measure();
  for await (const chunk of read()) measure.take(bytesOf(chunk));
  return { name, ...measure.end(), read };
}

/**
 * An entry whose bytes come once: they are kept in a file of the folder, which belongs to the
 * caller and is removed by the caller. The name is free of slashes.
 */
export async function spooledEntry(
  name: string,
  chunks: Chunks,
  folder: string,
): Promise<PackEntry> {
  const path = join(folder, name);
  const measure = new Measure();
  const file = await open(path, 'wx');
  try {
    for await (const chunk of chunks) {
      const bytes = bytesOf(chunk);
      measure.take(bytes);
      await file.writeFile(bytes);
    }
  } finally {
    await file.close();
  }
  return { name, ...measure.end(), read: () => createReadStream(path) };
}

export function bytesOf(chunk: Uint8Array | string): Uint8Array {
  return typeof chunk === 'string' ? Buffer.from(chunk, 'utf8') : chunk;
}
