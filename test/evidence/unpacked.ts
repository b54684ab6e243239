import { createHash } from 'node:crypto';
import { parse } from 'csv-parse/sync';
import { fromBuffer } from 'yauzl';
import type { Entry, ZipFile } from 'yauzl';

/** The entries of a pack as others' code reads them, in the order in which they stand. */
export async function unpacked(bytes: Buffer): Promise<ReadonlyMap<string, Buffer>> {
  const entries = new Map<string, Buffer>();
  const zip = await new Promise<ZipFile>((resolve, reject) => {
    fromBuffer(bytes, { lazyEntries: true, strictFileNames: true }, (error, opened) => {
      if (error) reject(error);
      else resolve(opened);
    });
  });
  await new Promise<void>((resolve, reject) => {
    zip.on('error', reject);
    zip.on('end', () => {
      resolve();
    });
    zip.on('entry', (entry) => {
      read(zip, entry).then((content) => {
        entries.set(entry.fileName, content);
        zip.readEntry();
      }, reject);
    });
    zip.readEntry();
  });
  return entries;
}

function read(zip: ZipFile, entry: Entry): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    zip.openReadStream(entry, (error, stream) => {
      if (error) {
        reject(error);
        return;
      }
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('error', reject);
      stream.on('end', () => {
        resolve(Buffer.concat(chunks));
      });
    });
  });
}

export function textIn(entries: ReadonlyMap<string, Buffer>, name: string): string {
  const content = entries.get(name);
  if (content === undefined) throw new Error(`The pack has no ${name}.`);
  return content.toString('utf8');
}

export function rowsIn(
  entries: ReadonlyMap<string, Buffer>,
  name: string,
): readonly Readonly<Record<string, string>>[] {
  const options = { columns: true, record_delimiter: '\r\n' } as const;
  return parse<Record<string, string>>(textIn(entries, name), options);
}

export function linesIn(
  entries: ReadonlyMap<string, Buffer>,
  name: string,
): readonly Readonly<Record<string, unknown>>[] {
  const lines = textIn(entries, name).split('\n').slice(0, -1);
  return lines.map((line) => JSON.parse(line) as Record<string, unknown>);
}

export function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}
