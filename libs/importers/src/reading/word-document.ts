import type { Table } from './table.js';
import { UnreadableFile } from './unreadable-file.js';
import { utf8Text } from './utf8.js';
import { wordTables } from './word-table.js';
import { zipEntry } from './zip-entry.js';

/**
 * The tables of a `.docx` file.
 * @throws UnreadableFile `truncated-zip`, `zip-bomb`, `not-a-word-document`, `malformed-xml`,
 * `no-table`
 */
export async function readWordDocument(bytes: Buffer): Promise<readonly Table[]> {
  const body = await zipEntry(bytes, 'word/document.xml');
  if (body === undefined) {
    throw new UnreadableFile('not-a-word-document', 'The archive has no Word document in it.');
  }
  const tables = wordTables(utf8Text(body));
  if (tables.length === 0) throw new UnreadableFile('no-table', 'The document has no table.');
  return tables;
}
