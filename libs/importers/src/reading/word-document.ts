import { SaxesParser } from 'saxes';
import type { Table } from './table.js';
import { UnreadableFile } from './unreadable-file.js';
import { utf8Text } from './utf8.js';
import { wordTables } from './word-table.js';
import { zipEntries } from './zip-entries.js';

export interface WordDocument {
  readonly tables: readonly Table[];
  /** When the document says that it was last saved, RFC 3339. */
  readonly savedAt?: string;
}

const BODY = 'word/document.xml';
const PROPERTIES = 'docProps/core.xml';

/**
 * The tables of a `.docx` file.
 * @throws UnreadableFile `truncated-zip`, `zip-bomb`, `not-a-word-document`, `malformed-xml`,
 * `no-table`
 */
export async function readWordDocument(bytes: Buffer): Promise<WordDocument> {
  const entries = await zipEntries(bytes, [BODY, PROPERTIES]);
  const body = entries.get(BODY);
  if (body === undefined) {
    throw new UnreadableFile('not-a-word-document', 'The archive has no Word document in it.');
  }
  const tables = wordTables(utf8Text(body));
  if (tables.length === 0) throw new UnreadableFile('no-table', 'The document has no table.');
  const savedAt = lastSaved(entries.get(PROPERTIES));
  return { tables, ...(savedAt !== undefined && { savedAt }) };
}

/** The document's own properties are a courtesy: what cannot be read of them is left out. */
function lastSaved(properties: Buffer | undefined): string | undefined {
  let modified = '';
  let element = '';
  const parser = new SaxesParser();
  parser.on('opentag', (tag) => {
    element = tag.name;
  });
  parser.on('closetag', () => {
    element = '';
  });
  parser.on('text', (text) => {
    if (element === 'dcterms:modified') modified += text;
  });
  parser.on('error', () => undefined);
  parser.write(properties?.toString('utf8') ?? '<none/>').close();
  return Number.isNaN(Date.parse(modified)) ? undefined : new Date(modified).toISOString();
}
