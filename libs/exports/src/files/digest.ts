import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { absent } from './failure.js';

/** SHA-256 of a file in hexadecimal; undefined where there is no such file. */
export async function digestOfFile(path: string): Promise<string | undefined> {
  const hash = createHash('sha256');
  try {
    await pipeline(createReadStream(path), hash);
  } catch (error) {
    absent(error);
    return undefined;
  }
  return hash.digest('hex');
}
