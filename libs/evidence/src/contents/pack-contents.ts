import { setImmediate as breathe } from 'node:timers/promises';
import type { Change } from '#libs/compliance/pure';
import { ENTRY } from '../format/entry-names.js';
import type { PackCounts, PackQuestion } from '../format/manifest.js';
import { changeLines, changesOf } from './changes.js';
import type { CompanyFold } from './company-fold.js';
import { derivationLines, unmetOf } from './derivations.js';
import { gapLines, gapsOf } from './gaps.js';
import type { Gap } from './gaps.js';
import { readme } from './readme/readme.js';
import { stateLines, statesAt } from './states.js';
import type { DutyState } from './states.js';

/** What stands in a pack beside the events, and is named by what the pack tells. */
export interface PackAround {
  readonly checkpoint: { readonly origin: string; readonly size: number };
  /** The last event up to which a record of heads shows that none is missing, if there is one. */
  readonly completeTo?: number;
  /** SHA-256 of each paper that the pack carries. */
  readonly papers: ReadonlySet<string>;
}

/** The text of one entry, in pieces; it may be read more than once, and is the same each time. */
export interface PackText {
  readonly name: string;
  readonly pieces: () => Iterable<string>;
}

export interface PackContents {
  /** In the order in which they stand in a pack. */
  readonly texts: readonly PackText[];
  readonly counts: Pick<PackCounts, 'changes' | 'unmet' | 'gaps'>;
}

/** All that is told of a company's evidence for a question. */
export interface Told {
  readonly start: readonly DutyState[];
  readonly end: readonly DutyState[];
  readonly changes: readonly Change[];
  readonly unmet: readonly DutyState[];
  readonly gaps: readonly Gap[];
}

/**
 * What a pack says for people and for spreadsheets. It depends on nothing but these arguments: who
 * packs and who verifies get the same bytes, wherever they are.
 * @param fold the company as the events of the pack tell it; absent where it has the whole log
 */
export async function packContents(
  question: PackQuestion,
  around: PackAround,
  fold: CompanyFold | undefined,
): Promise<PackContents> {
  if (fold === undefined) {
    return { texts: [{ name: ENTRY.readme, pieces: () => readme(question, around) }], counts: {} };
  }
  const [from, to] = [Date.parse(question.from), Date.parse(question.to)];
  const told = await tell(fold, from, to, around.papers);
  const { start, end, changes, unmet, gaps } = told;
  return {
    texts: [
      { name: ENTRY.readme, pieces: () => readme(question, around, { fold, told }) },
      { name: ENTRY.stateStart, pieces: () => stateLines(fold, start) },
      { name: ENTRY.stateEnd, pieces: () => stateLines(fold, end) },
      { name: ENTRY.changes, pieces: () => changeLines(fold, changes, from, to) },
      { name: ENTRY.why, pieces: () => derivationLines(fold, unmet, to) },
      { name: ENTRY.gaps, pieces: () => gapLines(gaps) },
    ],
    counts: { changes: changes.length, unmet: unmet.length, gaps: gaps.length },
  };
}

/** Subject by subject: however many a company has, others are served in between. */
async function tell(
  fold: CompanyFold,
  from: number,
  to: number,
  papers: ReadonlySet<string>,
): Promise<Told> {
  const [start, end]: [DutyState[], DutyState[]] = [[], []];
  const changes: Change[] = [];
  for (const subject of fold.subjects) {
    start.push(...statesAt(fold, subject, from));
    end.push(...statesAt(fold, subject, to));
    changes.push(...changesOf(fold, subject, from, to));
    await breathe();
  }
  return { start, end, changes, unmet: unmetOf(end), gaps: gapsOf(fold, from, to, papers) };
}
