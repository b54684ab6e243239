import { SaxesParser } from 'saxes';
import type { SaxesTagPlain } from 'saxes';
import { TABLE_COLUMNS_MAX, TABLE_ROWS_MAX } from './table.js';
import type { Table, TableRow } from './table.js';
import { UnreadableFile } from './unreadable-file.js';

interface OpenCell {
  text: string;
  span: number;
  continuesAbove: boolean;
}

/**
 * The tables of a WordprocessingML body (ISO/IEC 29500-1, 17.4), each with the text before it.
 * A table inside a cell counts as that cell's text.
 */
export function wordTables(xml: string): readonly Table[] {
  const body = new WordBody();
  const parser = new SaxesParser();
  parser.on('opentag', (tag) => {
    body.open(tag);
  });
  parser.on('closetag', (tag) => {
    body.close(tag.name);
  });
  parser.on('text', (text) => {
    body.write(text);
  });
  parser.on('error', (error) => {
    throw new UnreadableFile('malformed-xml', `The document's XML is broken: ${error.message}`);
  });
  parser.write(xml).close();
  return body.tables;
}

class WordBody {
  readonly tables: Table[] = [];
  #before = '';
  #rows: TableRow[] = [];
  #cells: OpenCell[] = [];
  #cell: OpenCell | undefined;
  #depth = 0;
  #inText = false;
  /** Word writes a drawing twice, for new and for old readers; the second copy is skipped. */
  #fallbackDepth = 0;

  open(tag: SaxesTagPlain): void {
    const value = tag.attributes['w:val'];
    switch (tag.name) {
      case 'mc:Fallback':
        this.#fallbackDepth += 1;
        break;
      case 'w:tbl':
        this.#depth += 1;
        break;
      case 'w:tc':
        if (this.#depth === 1) this.#cell = { text: '', span: 1, continuesAbove: false };
        break;
      case 'w:gridBefore':
        this.#skipColumns(Number(value));
        break;
      case 'w:gridSpan':
        if (this.#cell && this.#depth === 1) this.#cell.span = columns(Number(value));
        break;
      case 'w:vMerge':
        if (this.#cell && this.#depth === 1) this.#cell.continuesAbove = value !== 'restart';
        break;
      case 'w:t':
        this.#inText = true;
        break;
      case 'w:br':
      case 'w:cr':
        this.#append('\n');
        break;
      case 'w:tab':
        this.#append(' ');
        break;
    }
  }

  close(name: string): void {
    switch (name) {
      case 'mc:Fallback':
        this.#fallbackDepth -= 1;
        break;
      case 'w:t':
        this.#inText = false;
        break;
      case 'w:p':
        this.#append('\n');
        break;
      case 'w:tc':
        if (this.#depth === 1) this.#endCell();
        break;
      case 'w:tr':
        if (this.#depth === 1) this.#endRow();
        break;
      case 'w:tbl':
        this.#depth -= 1;
        if (this.#depth === 0) this.#endTable();
        break;
    }
  }

  write(text: string): void {
    if (this.#inText) this.#append(text);
  }

  #append(text: string): void {
    if (this.#fallbackDepth > 0) return;
    if (this.#cell) this.#cell.text += text;
    else if (this.#depth === 0) this.#before += text;
  }

  #skipColumns(count: number): void {
    for (let column = 0; column < columns(count); column += 1) {
      this.#cells.push({ text: '', span: 1, continuesAbove: false });
    }
  }

  #endCell(): void {
    if (this.#cell) this.#cells.push(this.#cell);
    this.#cell = undefined;
  }

  #endRow(): void {
    const above = this.#rows.at(-1)?.cells ?? [];
    const cells: string[] = [];
    for (const cell of this.#cells) {
      const text = cell.continuesAbove ? (above[cells.length] ?? '') : cell.text.trim();
      cells.push(text, ...Array.from({ length: cell.span - 1 }, () => ''));
    }
    if (cells.length > TABLE_COLUMNS_MAX || this.#rows.length >= TABLE_ROWS_MAX) {
      throw new UnreadableFile('table-too-large', 'The table has too many rows or columns.');
    }
    this.#rows.push({ cells, isSpanning: this.#cells.length === 1 && cells.length > 1 });
    this.#cells = [];
  }

  #endTable(): void {
    this.tables.push({ title: this.#before.trim(), rows: this.#rows });
    this.#before = '';
    this.#rows = [];
  }
}

function columns(count: number): number {
  return Number.isInteger(count) && count > 0 ? Math.min(count, TABLE_COLUMNS_MAX + 1) : 1;
}
