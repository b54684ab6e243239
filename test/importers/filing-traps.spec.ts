import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { knownSet } from '#libs/governance';
import type { ImportDesk } from './importing.js';
import { openImportDesk } from './importing.js';
import { addsUp, cellsOf, filingCsv, HEADER, listName, numberOf } from './filing-table.js';
import { ABOVE, wordFile } from './word-file.js';

const ENTITY = '1101080000001';
const COMPANY = 'companies/beijing-moumou';
const ALGORITHM = `algorithms/${ENTITY}01240011`;

function productsOf(count: number): string {
  return Array.from({ length: count }, (_, index) => `品${index}`).join('、');
}

describe('the traps in the lists', () => {
  let desk: ImportDesk;

  beforeEach(async () => {
    desk = await openImportDesk();
  });
  afterEach(() => desk.close());

  const typesOn = async (subject: string) =>
    (await desk.events(subject)).map(({ type, data }) => [type, data]);

  it('takes a filing as a company, its product as a system and the algorithm that links them', async () => {
    const report = await desk.import(listName('2023年6月'), filingCsv({}));
    expect(report).toMatchObject({ kind: 'filing-list', rows: 1, taken: 1, recorded: 3 });
    expect(await typesOn(ALGORITHM)).toEqual([
      [
        'algorithm.registered',
        {
          company: 'beijing-moumou',
          number: numberOf(ENTITY),
          name: '某某合成算法',
          role: 'service-provider',
          products: '某某（APP）',
          systems: ['beijing-moumou--moumou'],
          list: '境内深度合成服务算法备案清单（2023年6月）',
          timePrecision: 'day',
          evidence: [
            {
              url: 'https://www.cac.gov.cn/2023-06/20/c_1688910683316256.htm',
              published: '2023-06-20',
              publisher: '国家互联网信息办公室',
              title: '境内深度合成服务算法备案清单（2023年6月）',
              tier: 'primary',
              access: 'read',
            },
          ],
        },
      ],
    ]);
    expect((await desk.events(ALGORITHM))[0]?.time).toBe('2023-06-20T00:00:00+08:00');
  });

  it('gives a list of an unknown notice the first instant of its month', async () => {
    await desk.import(listName('2026年5月'), filingCsv({}));
    const [event] = await desk.events(ALGORITHM);
    expect(event?.time).toBe('2026-05-01T00:00:00+08:00');
    expect(event?.data).toMatchObject({
      timePrecision: 'month',
      evidence: [{ file: { mediaType: 'text/csv' } }],
    });
  });

  it('reports a number of 22 digits, a missing name and a blank number, and takes the rest', async () => {
    const report = await desk.import(
      listName(),
      filingCsv(
        { number: '网信算备1101082242366066220017号' },
        { name: '', number: numberOf('1101080000002') },
        { number: '' },
        { company: '', number: numberOf('1101080000003') },
        {},
      ),
    );
    expect(report.reported.map(({ row, code }) => [row, code])).toEqual([
      [1, 'malformed-number'],
      [2, 'missing-name'],
      [3, 'missing-number'],
      [4, 'missing-company'],
    ]);
    expect(report.reported[0]?.text).toContain('22 digits');
    expect(report.taken).toBe(1);
    expect(addsUp(report)).toBe(true);
  });

  it('reports a role that it does not know rather than guess', async () => {
    const report = await desk.import(listName(), filingCsv({ role: '服务提供' }));
    expect(report.reported).toMatchObject([{ row: 1, code: 'unknown-role' }]);
    expect(await desk.events()).toEqual([]);
  });

  it('reports rows of more or fewer cells than the header', async () => {
    const csv = `${filingCsv({})}\r\n"1","多了一列","服务提供者","a","b","c","d","e","f"\r\n"2","少了"`;
    const report = await desk.import(listName(), csv);
    expect(report.reported.map(({ row, code }) => [row, code])).toEqual([
      [2, 'column-count'],
      [3, 'column-count'],
    ]);
  });

  it.each([
    ['算法名称', { name: '算'.repeat(201) }, { name: '算'.repeat(200) }],
    ['主体名称', { company: '京'.repeat(201) }, { company: '京'.repeat(200) }],
    ['a product', { products: '品'.repeat(201) }, { products: '品'.repeat(200) }],
    ['应用产品', { products: productsOf(101) }, { products: productsOf(100) }],
    ['备注', { remark: '变'.repeat(4001) }, { remark: '变'.repeat(4000) }],
  ])('takes nothing of a row whose %s is too long', async (_, beyond, within) => {
    const report = await desk.import(listName(), filingCsv(beyond));
    expect(report).toMatchObject({
      taken: 0,
      recorded: 0,
      reported: [{ row: 1, code: 'too-long' }],
    });
    expect(await desk.import(listName(), filingCsv(within))).toMatchObject({ taken: 1 });
  });

  it('does not mind a blank 序号', async () => {
    const report = await desk.import(listName(), filingCsv({ sequence: '' }));
    expect(report).toMatchObject({ taken: 1, reported: [] });
  });

  it('knows one company under full-width and half-width brackets', async () => {
    await desk.import(
      listName(),
      filingCsv(
        {
          company: '阿里巴巴达摩院（杭州）科技有限公司',
          number: numberOf('3301100000001', '01240011'),
        },
        {
          company: '阿里巴巴达摩院(杭州)科技有限公司',
          number: numberOf('3301100000001', '02240011'),
        },
      ),
    );
    const companies = (await desk.events()).filter(({ type }) => type.startsWith('company.'));
    expect(companies.map(({ type, data }) => [type, data['name']])).toEqual([
      ['company.registered', { zh: '阿里巴巴达摩院（杭州）科技有限公司' }],
    ]);
  });

  it('knows one company under two entity keys by its name', async () => {
    await desk.import(
      listName(),
      filingCsv({}, { number: numberOf('1101050000009'), name: '另一算法' }),
    );
    const other = await desk.events('algorithms/110105000000901240011');
    expect(other[0]?.data['company']).toBe('beijing-moumou');
  });

  it('keeps companies apart whose names only sound alike', async () => {
    await desk.import(
      listName(),
      filingCsv(
        { company: '北京荆跃科技有限公司', number: numberOf('1101080000001') },
        { company: '北京境跃科技有限公司', number: numberOf('1101080000002') },
      ),
    );
    const subjects = (await desk.events())
      .filter(({ type }) => type === 'company.registered')
      .map(({ subject }) => subject);
    expect(subjects).toEqual(['companies/beijing-jingyue', 'companies/beijing-jingyue-0000002']);
  });

  it('sees a renaming in a later list under the same entity key', async () => {
    await desk.import(
      listName('2023年6月'),
      filingCsv({ company: '北京智谱华章科技有限公司', number: numberOf(ENTITY) }),
    );
    await desk.import(
      listName('2025年11月'),
      filingCsv({
        company: '北京智谱华章科技股份有限公司',
        number: numberOf(ENTITY, '02250013'),
        name: 'AMiner学术推送算法',
      }),
    );
    expect(await typesOn('companies/beijing-zhipu-huazhang')).toMatchObject([
      ['company.registered', { name: { zh: '北京智谱华章科技有限公司' } }],
      ['company.renamed', { name: { zh: '北京智谱华章科技股份有限公司' } }],
    ]);
  });

  it('takes a renaming from the remark, whichever row of the company bears it', async () => {
    const remark =
      '变更内容：2024年8月，原主体名称“北京旧名科技有限公司”变更为“北京某某科技有限公司”';
    await desk.import(
      listName(),
      filingCsv({}, { number: numberOf(ENTITY, '02240011'), name: '第二算法', remark }),
    );
    const events = await desk.events(COMPANY);
    expect(events.map(({ type, data, time }) => [type, data['name'], time])).toEqual([
      ['company.registered', { zh: '北京旧名科技有限公司' }, '2024-04-11T00:00:00+08:00'],
      ['company.renamed', { zh: '北京某某科技有限公司' }, '2024-08-01T00:00:00+08:00'],
    ]);
    expect(events[1]?.data['note']).toBe(remark);
  });

  it('takes 已注销 as a cancellation', async () => {
    await desk.import(listName(), filingCsv({ remark: '已注销' }));
    expect(await typesOn(ALGORITHM)).toMatchObject([
      ['algorithm.registered', {}],
      ['algorithm.cancelled', { by: 'provider', note: '已注销' }],
    ]);
  });

  it('takes a remark on a change as a change and keeps its words', async () => {
    const remark = '变更内容：原算法名称“旧算法”变更为“某某合成算法”，新增产品某某二号(APP)';
    await desk.import(listName(), filingCsv({ remark }));
    expect(await typesOn(ALGORITHM)).toMatchObject([
      ['algorithm.registered', { name: '旧算法' }],
      ['algorithm.changed', { changes: { name: '某某合成算法', description: remark } }],
    ]);
  });

  it('reports a row repeated within one list', async () => {
    const report = await desk.import(listName(), filingCsv({}, {}));
    expect(report.reported).toMatchObject([{ row: 2, code: 'repeated-row' }]);
    expect(report).toMatchObject({ rows: 2, taken: 1 });
  });

  it('takes a number repeated with other facts as a change, with its new systems', async () => {
    await desk.import(listName('2025年5月'), filingCsv({}));
    const later = filingCsv({ products: '某某（APP）、某某二号(网站)' });
    const report = await desk.import(listName('2025年7月'), later);
    expect(report).toMatchObject({ taken: 1, reported: [], recorded: 3 });
    expect(await typesOn(ALGORITHM)).toMatchObject([
      ['algorithm.registered', { systems: ['beijing-moumou--moumou'] }],
      ['algorithm.changed', { changes: { products: '某某（APP）、某某二号(网站)' } }],
      ['algorithm.linked', { system: 'beijing-moumou--moumou-erhao' }],
    ]);
  });

  it('comes to the same facts in whatever order the lists arrive', async () => {
    const earlier = ['2025年5月', filingCsv({ company: '北京旧名科技有限公司' })] as const;
    const later = ['2025年7月', filingCsv({ products: '某某二号(网站)' })] as const;
    expect(await factsAfter([later, earlier])).toEqual(await factsAfter([earlier, later]));
  });

  it('knows a name given up before the first list that arrives from the remark on an older one', async () => {
    const remark =
      '变更内容：2024年8月，原主体名称“北京旧名科技有限公司”变更为“北京某某科技有限公司”';
    const earlier = ['2024年4月', filingCsv({ remark })] as const;
    const later = ['2025年7月', filingCsv({ products: '某某二号(网站)' })] as const;
    const inOrder = await factsAfter([earlier, later]);
    expect(inOrder.join()).toContain('北京旧名科技有限公司');
    expect(await factsAfter([later, earlier])).toEqual(inOrder);
  });

  it('splits products outside brackets and takes no product for dashes', async () => {
    await desk.import(
      listName(),
      filingCsv(
        { products: '百度新闻（APP、网站）百度百科（APP）、星河（Mind、Flow）(网站)等' },
        { products: '---', number: numberOf('1101080000002'), company: '上海另外有限公司' },
      ),
    );
    const systems = (await desk.events()).filter(({ type }) => type === 'system.introduced');
    expect(systems.map(({ data }) => [data['name'], data['kind']])).toEqual([
      [{ zh: '百度新闻' }, 'service'],
      [{ zh: '百度百科' }, 'app'],
      [{ zh: '星河（Mind、Flow）' }, 'website'],
    ]);
  });

  it('reads a table with a merged title, repeated headers and merged cells', async () => {
    const header = HEADER.split(',');
    const [, ...rest] = cellsOf({ number: numberOf(ENTITY, '02240011'), name: '第二\n算法' });
    const report = await desk.import(
      'list.docx',
      wordFile('附件', [
        [{ text: '境内深度合成服务算法备案清单（2024年4月）', span: 8 }],
        header.map((heading) => (heading === '序号' ? '序 号' : heading)),
        cellsOf({}),
        header,
        ['', ...rest.map((cell, index) => (index === 2 ? ABOVE : cell))],
        header.map(() => ''),
      ]),
    );
    expect(report).toMatchObject({ rows: 2, taken: 2, reported: [] });
    const [second] = await desk.events(`algorithms/${ENTITY}02240011`);
    expect(second?.data).toMatchObject({ name: '第二算法', company: 'beijing-moumou' });
  });

  it('records nothing in a dry run and says what it would', async () => {
    const report = await desk.import(listName(), filingCsv({}, { number: 'x' }), true);
    expect(report).toMatchObject({ taken: 1, recorded: 3, reported: [{ row: 2 }] });
    expect(await desk.events()).toEqual([]);
  });
});

/** A company's id comes from the name under which it was first seen. */
function withoutIds(data: unknown): string {
  return JSON.stringify(data).replaceAll('beijing-jiuming', 'beijing-moumou');
}

/** What is known once lists were imported in some order, and importing them again added nothing. */
async function factsAfter(
  lists: readonly (readonly [month: string, csv: string])[],
): Promise<readonly string[]> {
  const own = await openImportDesk();
  for (const [month, csv] of lists) await own.import(listName(month), csv);
  for (const [month, csv] of lists) {
    expect(await own.import(listName(month), csv)).toMatchObject({ recorded: 0 });
  }
  const known = knownSet(await own.events());
  await own.close();
  return known
    .filter(({ type }) => type !== 'system.introduced')
    .map(({ type, time, data }) => `${type} ${time} ${withoutIds(data)}`)
    .sort();
}
