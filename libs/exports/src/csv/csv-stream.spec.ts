import { describe, expect, it } from '@jest/globals';
import { Type } from 'class-transformer';
import { IsArray, IsOptional, IsString, ValidateNested } from 'class-validator';
import { text } from 'node:stream/consumers';
import { columnsOf } from './columns.js';
import { csvStream } from './csv-stream.js';

class Name {
  @IsOptional() @IsString() readonly zh?: string;
  @IsOptional() @IsString() readonly en?: string;
}

class Row {
  @IsString() readonly id!: string;
  @ValidateNested() @Type(() => Name) readonly name!: Name;
  @IsOptional() @IsString() readonly number?: string;
  @IsArray() @IsString({ each: true }) readonly roles!: string[];
}

const COLUMNS = columnsOf(Row);

describe('a CSV file', () => {
  it('has a column per field, and one per field of a nested object', () => {
    expect(COLUMNS.map(({ header }) => header)).toEqual([
      'id',
      'name_zh',
      'name_en',
      'number',
      'roles',
    ]);
  });

  it('ends every line with CRLF, quotes what must be quoted and writes lists as JSON', async () => {
    const rows = [
      { id: 'a,b', name: { zh: '字节"跳动"', en: 'two\nlines' }, roles: ['x', 'y'] },
      { id: 'plain', name: {}, number: '007', roles: [] },
    ];
    expect(await text(csvStream(COLUMNS, rows, 'data'))).toBe(
      'id,name_zh,name_en,number,roles\r\n' +
        '"a,b","字节""跳动""","two\nlines",,"[""x"",""y""]"\r\n' +
        'plain,,,007,[]\r\n',
    );
  });

  it('has only its header line where there are no rows', async () => {
    expect(await text(csvStream(COLUMNS, [], 'data'))).toBe('id,name_zh,name_en,number,roles\r\n');
  });

  it('begins with a byte order mark in the excel profile only', async () => {
    const bytes = await csvStream(COLUMNS, [], 'excel').toArray();
    expect(Buffer.concat(bytes.map((part) => Buffer.from(part))).subarray(0, 3)).toEqual(
      Buffer.from([0xef, 0xbb, 0xbf]),
    );
  });

  it.each([
    ['=1+1', "'=1+1"],
    ['  @SUM(A1)', "'  @SUM(A1)"],
    ['\u3000＝1', "'\u3000＝1"],
    ['－x', "'－x"],
    ['-1.5', '-1.5'],
    ['2026-02-12', '2026-02-12'],
    ['110108413760701250055', "'110108413760701250055"],
    ['123456789012345', '123456789012345'],
    ['1234567890123456', "'1234567890123456"],
    ['007', "'007"],
    ['0.5', '0.5'],
    ['网信算备110108413760701250055号', '网信算备110108413760701250055号'],
  ])('guards the cell %j as %j in the excel profile', async (cell, guarded) => {
    const file = await text(csvStream([{ header: 'id', path: ['id'] }], [{ id: cell }], 'excel'));
    expect(file.split('\r\n')[1]).toBe(guarded);
  });

  it('has filing numbers in their official form in the excel profile', async () => {
    const column = { header: 'number', path: ['number'] };
    const rows = [{ number: '110108413760701250055' }, { number: '0042' }];
    const lines = async (profile: 'data' | 'excel') =>
      (await text(csvStream([column], rows, profile))).split('\r\n').slice(1, 3);
    expect(await lines('excel')).toEqual(['网信算备110108413760701250055号', "'0042"]);
    expect(await lines('data')).toEqual(['110108413760701250055', '0042']);
  });

  it('is cut off visibly when the rows fail half-way', async () => {
    async function* failing() {
      yield { id: 'first' };
      await Promise.resolve();
      throw new Error('the rows ended early');
    }
    await expect(text(csvStream(COLUMNS, failing(), 'data'))).rejects.toThrow('ended early');
  });
});
