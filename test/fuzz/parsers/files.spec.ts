import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { RefusedPacks, UnreadableFile } from '#libs/importers';
import type { ImportReport } from '#libs/importers';
import { STORY } from '../../api/setup/filing-duty.js';
import { filingCsv, listName } from '../../importers/filing-table.js';
import type { ImportDesk } from '../../importers/importing.js';
import { openImportDesk } from '../../importers/importing.js';
import { PACK } from '../../importers/rule-pack.js';
import { documentXml, paragraph, wordFile, zipFile } from '../../importers/word-file.js';
import { changed, damaged } from '../setup/bodies.js';

let desk: ImportDesk;
beforeAll(async () => {
  desk = await openImportDesk();
});
afterAll(async () => {
  expect(await desk.ledger.head()).toEqual({ position: 0 });
  await desk.close();
});

const cells = fc.oneof(
  fc.constantFrom(
    ...['', ' ', '算法名称', '备案编号', '已注销', '变更', '\t', '"', ',', '=1+1', '1e3'],
  ),
  fc.constantFrom(
    '网信算备110108413760701250055号',
    '2026-02-11',
    'company.registered',
    'companies/x',
  ),
  fc.string({ unit: 'grapheme', maxLength: 12 }),
  fc.string({ unit: 'binary', maxLength: 12 }),
);
const rows = fc.array(fc.array(cells, { maxLength: 9 }), { maxLength: 6 });

/** Read and reported row by row, or refused by one of two errors; anything else fails. */
async function isReadOrRefused(name: string, content: string | Buffer): Promise<void> {
  const report = await desk.import(name, content, true).catch((error: unknown) => error);
  if (report instanceof UnreadableFile || report instanceof RefusedPacks) return;
  if (report instanceof Error) throw report;
  const { rows: count, taken } = report as ImportReport;
  expect(taken).toBeLessThanOrEqual(count);
}

function holds<Value>(values: fc.Arbitrary<Value>, check: (value: Value) => Promise<void>) {
  return fc.assert(fc.asyncProperty(values, check), { numRuns: 60 });
}

describe('A file that is imported is read or refused', () => {
  const csv = rows.map((all) => all.map((row) => row.map(quoted).join(',')).join('\n'));
  const headed = csv.map((text) => `${filingCsv()}\n${text}`);
  const events = csv.map((text) => `type,subject,time,data.name.en,data.jurisdiction\n${text}`);

  it('where it is CSV', () =>
    holds(fc.oneof(csv, headed, events), (text) => isReadOrRefused(listName(), text)));

  it('where it is CSV with damaged bytes', () =>
    holds(
      fc.oneof(headed, events).chain((text) => damaged(Buffer.from(text))),
      (bytes) => isReadOrRefused(listName(), Buffer.from(bytes)),
    ));

  it('where it is a Word document of any cells', () =>
    holds(
      rows.map((all) =>
        wordFile(
          '清单',
          all.map((row) => row.map((text) => ({ text: xml(text) }))),
        ),
      ),
      (bytes) => isReadOrRefused('a.docx', bytes),
    ));

  it('where it is a Word document with damaged bytes, or of any XML', () => {
    const word = fc.constant(
      wordFile('清单', [
        ['序号', '算法名称'],
        ['1', 'x'],
      ]),
    );
    const body = fc.array(
      fc.constantFrom(
        '<w:tbl>',
        '</w:tbl>',
        '<w:tr>',
        '</w:tr>',
        '<w:tc>',
        '</w:tc>',
        '&x;',
        '<!--',
        '<w:gridSpan w:val="999999999"/>',
        '<w:gridSpan w:val="-1"/>',
        paragraph('x'),
      ),
    );
    const xmls = body.map((parts) => zipFile([['word/document.xml', documentXml(parts.join(''))]]));
    return holds(fc.oneof(word.chain(damaged), word.chain(damaged), xmls), (bytes) =>
      isReadOrRefused('a.docx', Buffer.from(bytes)),
    );
  });

  it('where it is lines of events', () => {
    const line = fc.oneof(
      fc
        .constantFrom<object[]>(...STORY)
        .chain(changed)
        .map((one) => JSON.stringify(one)),
      fc.json(),
      fc.string({ unit: 'binary' }),
    );
    const files = fc.array(line, { maxLength: 4 }).map((all) => all.join('\n'));
    return holds(files, (text) => isReadOrRefused('a.ndjson', text));
  });

  it('where it is a rule pack with damaged bytes, or any YAML', () => {
    const pack = fc.constant(Buffer.from(PACK)).chain(damaged);
    const lines = fc.array(
      fc.constantFrom(
        'a: &a [*a]',
        '- ? {}',
        'instrument:',
        '  id: x',
        '<<: *b',
        '!!binary x',
        '? ',
        '%YAML 9',
        '---',
        '{',
        '"',
        '\t- x',
      ),
    );
    return holds(
      fc.oneof(
        pack,
        lines.map((all) => Buffer.from(all.join('\n'))),
      ),
      (bytes) => isReadOrRefused('a.yaml', Buffer.from(bytes)),
    );
  });

  it('whatever its bytes and its name are', () =>
    holds(
      fc.tuple(fc.constantFrom('a.docx', 'a.csv', 'a.yaml', 'a.json', ''), fc.uint8Array()),
      ([name, bytes]) => isReadOrRefused(name, Buffer.from(bytes)),
    ));
});

function quoted(cell: string): string {
  return /[",\n\r]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

function xml(text: string): string {
  return text.replace(/[<&]/g, (one) => (one === '<' ? '&lt;' : '&amp;'));
}
