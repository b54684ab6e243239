import type { ImportReport } from '#libs/importers';

export const HEADER = '序号,算法名称,角色,主体名称,应用产品,主要用途,备案编号,备注';

export interface TestFiling {
  readonly sequence?: string;
  readonly name?: string;
  readonly role?: string;
  readonly company?: string;
  readonly products?: string;
  readonly number?: string;
  readonly remark?: string;
}

/** A filing number of some entity: its key of 13 digits, then what tells its filings apart. */
export function numberOf(entityKey: string, filing = '01240011'): string {
  return `网信算备${entityKey}${filing}号`;
}

const ROW = {
  sequence: '1',
  name: '某某合成算法',
  role: '服务提供者',
  company: '北京某某科技有限公司',
  products: '某某（APP）',
  number: numberOf('1101080000001'),
  remark: '',
} as const;

export function cellsOf(filing: TestFiling): readonly string[] {
  const { sequence, name, role, company, products, number, remark } = { ...ROW, ...filing };
  return [sequence, name, role, company, products, '某用途', number, remark];
}

/** A list of the deep synthesis series as CSV; the file's name gives its month. */
export function filingCsv(...filings: readonly TestFiling[]): string {
  const rows = filings.map((filing) =>
    cellsOf(filing)
      .map((cell) => `"${cell}"`)
      .join(','),
  );
  return [HEADER, ...rows].join('\r\n');
}

export function listName(month = '2024年4月'): string {
  return `境内深度合成服务算法备案清单（${month}）.csv`;
}

export function addsUp({ rows, taken, reported }: ImportReport): boolean {
  return taken + reported.length === rows;
}
