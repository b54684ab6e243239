import type { CompanyCounts } from '#libs/governance';
import { LogFault } from '#libs/ledger';
import { countCompanies } from './count-companies.js';
import type { HeadsSource } from './count-companies.js';
import { HeadsTree } from './heads-tree.js';
import type { CompanyProof } from './heads-tree.js';
import { headsIn, HEADS_STREAM } from './log-heads.js';
import type { LogHeads } from './log-heads.js';
import type { RecordedHeads } from './record-heads.js';

/** That a company has exactly so many events, and the proof of it in what the ledger committed to. */
export interface HeadOfCompany extends CompanyProof {
  /** Of the event `log.heads`. */
  readonly position: number;
  readonly upTo: number;
  readonly company: string;
  /** Companies in the tree. */
  readonly size: number;
}

/**
 * The last heads at or before a position, and what they say of one company; nothing where there are
 * none, or none of its events is counted by them. The events are counted anew up to there.
 * @throws LogFault of the kind `heads` where the count is not what the ledger has committed to
 */
export async function headOfCompany(
  source: HeadsSource,
  company: string,
  position: number,
): Promise<HeadOfCompany | undefined> {
  const heads = await lastHeads(source, position);
  if (heads === undefined) return undefined;
  return headIn(heads, await countCompanies(source, heads.upTo), company);
}

/**
 * The last heads at or before a position, if there are any.
 * @throws LogFault of the kind `heads` where they cannot be read
 */
export async function lastHeads(
  source: Pick<HeadsSource, 'newest'>,
  position: number,
): Promise<RecordedHeads | undefined> {
  const event = await source.newest(HEADS_STREAM, position);
  if (event === undefined) return undefined;
  const heads = headsIn(event);
  if (heads === undefined) throw unreadable(event.position);
  return { ...heads, position: event.position };
}

/**
 * What heads say of one company.
 * @param counts of the events up to where they count
 * @throws LogFault of the kind `heads` where they commit to other counts
 */
export async function headIn(
  heads: RecordedHeads,
  counts: CompanyCounts,
  company: string,
): Promise<HeadOfCompany | undefined> {
  const { position, upTo } = heads;
  const tree = new HeadsTree(counts.all());
  refuseOther(tree, counts.forAll, heads, position);
  const proof = await tree.prove(company);
  return proof && { position, upTo, company, size: tree.size, ...proof };
}

/** @throws LogFault where the heads are of another tree, or of another count for all */
export function refuseOther(
  tree: HeadsTree,
  forAll: number,
  heads: LogHeads,
  position: number,
): void {
  const { upTo, companies, root } = heads;
  if (heads.forAll !== forAll) {
    const detail = `Event ${position} says that ${heads.forAll} events up to ${upTo} concern every`;
    throw new LogFault('heads', `${detail} company, but the ledger has ${forAll}.`, { position });
  }
  if (tree.size === companies && tree.root().equals(root)) return;
  throw new LogFault(
    'heads',
    `Event ${position} says that ${companies} companies have events up to ${upTo}, with the root ` +
      `${root.toString('base64')}, but the ledger gives ${tree.size} with ` +
      `${tree.root().toString('base64')}.`,
    { position },
  );
}

export function unreadable(position: number): LogFault {
  const detail = `What event ${position} says of the events of companies cannot be read.`;
  return new LogFault('heads', detail, { position });
}
