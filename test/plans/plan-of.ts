import type pg from 'pg';
import type { Asked } from './asked-statements.js';

/** One step of a plan as PostgreSQL gives it. */
interface Node {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly 'Index Name'?: string;
  readonly Schema?: string;
  readonly Plans?: readonly Node[];
}

/** How a table is read. */
export interface Scan {
  readonly table: string;
  /** An index, or `all of it`. */
  readonly by: string;
}

/** How a statement reads each table, the tables in order, each way once. */
export async function scansOf(client: pg.ClientBase, asked: Asked): Promise<readonly Scan[]> {
  const { rows } = await client.query<{ 'QUERY PLAN': readonly { readonly Plan: Node }[] }>(
    `explain (format json, verbose) ${asked.text}`,
    [...asked.values],
  );
  const [found] = rows[0]?.['QUERY PLAN'] ?? [];
  const scans = found === undefined ? [] : scansIn(found.Plan);
  const byText = new Map(scans.map((scan) => [`${scan.table} ${scan.by}`, scan]));
  return [...byText].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, scan]) => scan);
}

function scansIn(node: Node, heap?: string): readonly Scan[] {
  const relation = node['Relation Name'];
  const table = relation === undefined ? heap : `${node.Schema ?? ''}.${relation}`;
  // What is below a bitmap of a table are the indexes by which it is made.
  const below = (node.Plans ?? []).flatMap((plan) => scansIn(plan, isBitmap(node) ? table : heap));
  const index = node['Index Name'];
  if (index !== undefined) return [{ table: table ?? '', by: index }, ...below];
  if (relation === undefined || !isScan(node)) return below;
  return [{ table: table ?? relation, by: 'all of it' }, ...below];
}

/** Changes name a table, too; whether a bitmap reads all of it its indexes say. */
function isScan(node: Node): boolean {
  return node['Node Type'].endsWith('Scan') && !isBitmap(node);
}

function isBitmap(node: Node): boolean {
  return node['Node Type'].startsWith('Bitmap');
}
