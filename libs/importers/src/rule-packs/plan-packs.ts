import { sourceOf } from './rule-pack.js';
import type { PackEvent } from './account.js';
import { dayTimes } from './day-times.js';
import { reportMissing } from './missing-rows.js';
import { Findings } from './pack-problem.js';
import type { PackProblem } from './pack-problem.js';
import type { PackRecord } from './pack-record.js';
import { planInstrument } from './plan-instrument.js';
import { planTerms } from './plan-terms.js';
import type { RulePack } from './rule-pack.js';

/** An event that a pack asks for, with the pack. */
export interface PlannedEvent extends PackEvent {
  readonly pack: RulePack;
}

export interface PackPlan {
  readonly events: readonly PlannedEvent[];
  /** What keeps the packs from following those that were imported before. */
  readonly problems: readonly PackProblem[];
}

/** What everything else rests on. */
const FIRST = ['term.defined', 'instrument.published'];

/**
 * What is new in packs that were found free of problems, in the order of its days: so there is a
 * position at which all that was law before an amendment is known, and the amendment is not.
 */
export function planPacks(packs: readonly RulePack[], record: PackRecord): PackPlan {
  const problems: PackProblem[] = [];
  const events = packs.flatMap((pack) => {
    const findings = new Findings(pack.file, pack.lineOf);
    reportMissing(pack, record, findings);
    problems.push(...findings.problems);
    return eventsOf(pack, record).map((one) => ({ ...one, pack }));
  });
  return { events: events.toSorted(inOrder), problems };
}

function eventsOf(pack: RulePack, record: PackRecord): readonly PackEvent[] {
  const source = sourceOf(pack.pack);
  const timesOf = dayTimes(record);
  return [
    ...planTerms(pack, source, record, timesOf),
    ...pack.instruments.flatMap((instrument) =>
      planInstrument(instrument, source, record, timesOf(instrument)),
    ),
  ];
}

function inOrder({ event: one }: PackEvent, { event: other }: PackEvent): number {
  return stageOf(one.type) - stageOf(other.type) || Date.parse(one.time) - Date.parse(other.time);
}

function stageOf(type: string): number {
  const stage = FIRST.indexOf(type);
  return stage === -1 ? FIRST.length : stage;
}
