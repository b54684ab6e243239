import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { FILE_BYTES_MAX } from '#libs/importers';
import type { ImportDesk } from './importing.js';
import { openImportDesk } from './importing.js';
import { filingCsv, HEADER, listName } from './filing-table.js';
import { documentXml, paragraph, wordFile, zipFile } from './word-file.js';

const LIST = readFileSync(new URL('./fixtures/synthesis-2023-06.docx', import.meta.url));
const MEGABYTE = 1024 * 1024;

describe('files that cannot be read', () => {
  let desk: ImportDesk;

  beforeAll(async () => {
    desk = await openImportDesk();
  });
  afterAll(() => desk.close());

  const reasonFor = async (content: string | Buffer, name = listName()): Promise<unknown> => {
    const refusal: unknown = await desk.import(name, content).catch((error: unknown) => error);
    expect(await desk.ledger.head()).toEqual({ position: 0 });
    return refusal instanceof Error && 'reason' in refusal ? refusal.reason : refusal;
  };

  it('refuses a truncated .docx wherever it is cut', async () => {
    for (const part of [0.1, 0.5, 0.99]) {
      const cut = LIST.subarray(0, Math.floor(LIST.length * part));
      expect(await reasonFor(cut, 'list.docx')).toBe('truncated-zip');
    }
  });

  it('refuses a .docx whose content was damaged', async () => {
    const damaged = Buffer.from(LIST);
    damaged.fill(0x41, 2_000, 30_000);
    expect(await reasonFor(damaged, 'list.docx')).toBe('truncated-zip');
  });

  it('refuses an archive that unpacks to a multiple of its size', async () => {
    const bomb = zipFile([['word/document.xml', Buffer.alloc(8 * MEGABYTE, ' ')]]);
    expect(bomb.length).toBeLessThan(MEGABYTE / 8);
    expect(await reasonFor(bomb, 'list.docx')).toBe('zip-bomb');
  });

  it('refuses an archive of more than 1,000 entries and reads one of 1,000', async () => {
    const entries = (count: number) =>
      Array.from({ length: count }, (_, index) => [`${index}.xml`, 'x'] as const);
    expect(await reasonFor(zipFile(entries(1_000)), 'list.docx')).toBe('not-a-word-document');
    expect(await reasonFor(zipFile(entries(1_001)), 'list.docx')).toBe('zip-bomb');
  });

  it('refuses an archive that is no Word document', async () => {
    expect(await reasonFor(zipFile([['a.txt', 'x']]), 'list.docx')).toBe('not-a-word-document');
  });

  it('refuses a document of broken XML', async () => {
    const broken = zipFile([['word/document.xml', '<w:document><w:tbl></w:document>']]);
    expect(await reasonFor(broken, 'list.docx')).toBe('malformed-xml');
  });

  it('expands no entities of a document type', async () => {
    const xml = `<!DOCTYPE d [<!ENTITY a "aaaa">]>${documentXml(paragraph('&a;'))}`;
    const tricky = zipFile([['word/document.xml', xml]]);
    expect(await reasonFor(tricky, 'list.docx')).toBe('malformed-xml');
  });

  it('refuses a document without a table', async () => {
    const prose = zipFile([['word/document.xml', documentXml(paragraph('通知'))]]);
    expect(await reasonFor(prose, 'list.docx')).toBe('no-table');
  });

  it('refuses a table with other headings', async () => {
    expect(await reasonFor(wordFile('名单', [['姓名', '电话']]), 'list.docx')).toBe(
      'unknown-header',
    );
    expect(await reasonFor('a,b\r\n1,2')).toBe('unknown-header');
  });

  it('refuses a list of which nothing tells the month', async () => {
    expect(await reasonFor(filingCsv({}), 'list.csv')).toBe('unknown-month');
  });

  it('refuses a list of which nothing tells the series', async () => {
    const header = HEADER.replace('角色,', '');
    const row = '1,算法,公司,产品,用途,网信算备110108000000101240011号,';
    expect(await reasonFor(`${header}\r\n${row}`, '清单（2024年4月）.csv')).toBe('unknown-list');
  });

  it('refuses CSV that is not UTF-8, and takes a byte order mark', async () => {
    expect(await reasonFor(Buffer.from(filingCsv({}), 'utf16le'))).toBe('unknown-format');
    const gbk = Buffer.from([0xd0, 0xf2, 0xba, 0xc5, 0x2c, 0xcb, 0xe3, 0xb7, 0xa8]);
    expect(await reasonFor(gbk)).toBe('not-utf8');
    const report = await desk.import(listName(), `\ufeff${filingCsv({})}`, true);
    expect(report).toMatchObject({ taken: 1 });
  });

  it('refuses CSV with an open quote', async () => {
    expect(await reasonFor(`${HEADER}\r\n"1,2`)).toBe('malformed-csv');
  });

  it('refuses binary files of other kinds', async () => {
    expect(await reasonFor(Buffer.from([0x25, 0x50, 0x44, 0x46, 0, 1, 2]))).toBe('unknown-format');
  });

  it('refuses an empty file', async () => {
    expect(await reasonFor('')).toBe('unknown-header');
  });

  it('refuses JSON that is malformed as a whole', async () => {
    expect(await reasonFor('[{"specversion": "1.0"', 'events.json')).toBe('malformed-json');
  });

  it(`refuses a file of more than ${FILE_BYTES_MAX} bytes`, async () => {
    expect(await reasonFor(Buffer.alloc(FILE_BYTES_MAX + 1, 'a'))).toBe('too-large');
  });
});
