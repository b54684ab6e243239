import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Exporting } from './exporting.js';

describe('a run of an export', () => {
  let exporting: Exporting;

  beforeAll(async () => {
    exporting = await Exporting.start();
    exporting.work();
    await exporting.company('one', '2026-01-01T00:00:00+08:00');
    await exporting.company('two', '2026-03-01T00:00:00+08:00');
  }, 60_000);

  afterAll(() => exporting.close());

  it('is written, delivered and done', async () => {
    const { id } = await exporting.define({
      name: 'companies',
      dataset: 'companies',
      deliveries: [{ kind: 'folder', path: 'daily/公司' }],
    });
    const run = await exporting.run(id);
    expect(run).toMatchObject({
      export: id,
      state: 'done',
      attempt: 1,
      rows: 2,
      targets: [{ kind: 'folder', state: 'delivered', attempt: 1 }],
      asOf: { validAt: run['nominalTime'] },
    });
    const files = run['files'] as { name: string; sha256: string; bytes: number }[];
    expect(files.map(({ name }) => name)).toEqual([
      'companies.csv',
      'companies.csv-metadata.json',
      'SHA256SUMS',
      'manifest.json',
    ]);
    const delivered = await exporting.delivered();
    expect(delivered.map((path) => path.split('/').at(-1)).sort()).toEqual(
      files.map(({ name }) => name).sort(),
    );
    for (const path of delivered) {
      const bytes = await readFile(join(exporting.root, path));
      const file = files.find(({ name }) => path.endsWith(`/${name}`));
      expect(createHash('sha256').update(bytes).digest('hex')).toBe(file?.sha256);
    }
  });
});
