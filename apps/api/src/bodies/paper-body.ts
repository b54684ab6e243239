import { Readable } from 'node:stream';
import { PAPER_BYTES_MAX, PaperTooLarge } from '#libs/recording';

export const BYTES_TYPE = 'application/octet-stream';

/**
 * The whole of a body of plain bytes; reads no further than a paper may be long.
 * @throws PaperTooLarge
 */
export async function paperBody(body: unknown): Promise<Buffer> {
  if (!(body instanceof Readable)) return Buffer.alloc(0);
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of body as AsyncIterable<Buffer>) {
    length += part.length;
    if (length > PAPER_BYTES_MAX) throw new PaperTooLarge();
    parts.push(part);
  }
  return Buffer.concat(parts);
}
