import { parse } from 'csv-parse/sync';
import { buffer } from 'node:stream/consumers';
import { Readable } from 'node:stream';
import type { ExportQuestion, ExportWriter } from '#libs/exports';

export type CsvRow = Readonly<Record<string, string>>;

/** The bytes of an export's CSV. */
export function bytesOf(writer: ExportWriter, question: ExportQuestion): Promise<Buffer> {
  return buffer(Readable.from(writer.csv(question)));
}

/** The rows of CSV by their headers, as a reader of RFC 4180 has them. */
export function rowsOf(csv: Buffer | string): readonly CsvRow[] {
  return parse(csv, { columns: true, bom: true, record_delimiter: '\r\n' });
}

export function headersOf(csv: Buffer | string): readonly string[] {
  const [headers = []] = parse(csv, { bom: true, to: 1, record_delimiter: '\r\n' });
  return headers;
}
