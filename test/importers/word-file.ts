import { crc32, deflateRawSync } from 'node:zlib';

export const ABOVE = Symbol('merged with the cell above');
/** A cell of a test table: its text, or what it merges with. */
export type TestCell = string | typeof ABOVE | { readonly text: string; readonly span?: number };

/** A `.docx` as Word would write it, with a title and one table. */
export function wordFile(title: string, rows: readonly (readonly TestCell[])[]): Buffer {
  const table = rows.map((row) => `<w:tr>${row.map(cellXml).join('')}</w:tr>`).join('');
  return zipFile([
    ['[Content_Types].xml', '<Types/>'],
    ['word/document.xml', documentXml(`${paragraph(title)}<w:tbl>${table}</w:tbl>`)],
  ]);
}

export function documentXml(body: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="w"><w:body>${body}</w:body></w:document>`;
}

export function paragraph(text: string): string {
  return `<w:p><w:r><w:t>${text}</w:t></w:r></w:p>`;
}

function cellXml(cell: TestCell): string {
  if (cell === ABOVE) return `<w:tc><w:tcPr><w:vMerge/></w:tcPr>${paragraph('')}</w:tc>`;
  const { text, span = 1 } = typeof cell === 'string' ? { text: cell } : cell;
  const properties = `<w:tcPr><w:gridSpan w:val="${span}"/><w:vMerge w:val="restart"/></w:tcPr>`;
  return `<w:tc>${properties}${text.split('\n').map(paragraph).join('')}</w:tc>`;
}

/** An archive of deflated entries (PKWARE APPNOTE 4.3), only as much of it as readers need. */
export function zipFile(
  entries: readonly (readonly [name: string, content: string | Buffer])[],
): Buffer {
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [name, content] of entries) {
    const bytes = Buffer.from(content);
    const packed = deflateRawSync(bytes);
    const common = entryHeader(bytes, packed, Buffer.byteLength(name));
    const local = Buffer.concat([u32(0x04034b50), u16(20), common, Buffer.from(name), packed]);
    directory.push(
      Buffer.concat([
        u32(0x02014b50),
        u16(20),
        u16(20),
        common,
        Buffer.alloc(10),
        u32(offset),
        Buffer.from(name),
      ]),
    );
    locals.push(local);
    offset += local.length;
  }
  const listing = Buffer.concat(directory);
  const count = u16(entries.length);
  const end = [u32(0x06054b50), u32(0), count, count, u32(listing.length), u32(offset), u16(0)];
  return Buffer.concat([...locals, listing, ...end]);
}

function entryHeader(bytes: Buffer, packed: Buffer, nameLength: number): Buffer {
  return Buffer.concat([
    u16(0x0800),
    u16(8),
    u32(0),
    u32(crc32(bytes)),
    u32(packed.length),
    u32(bytes.length),
    u16(nameLength),
    u16(0),
  ]);
}

function u16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(value);
  return bytes;
}

function u32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
