import type { RecordedEvent } from '#libs/ledger/pure';
import type { DutyRow } from '../statuses/duty-row.js';
import type { RulesOverTime } from '../statuses/rules-over-time.js';
import type { Histories } from './chronicle.js';
import { ReplayedBearers } from './replayed-bearers.js';
import type { Viewpoint } from './stage.js';
import type { SourcedSubject } from './standing.js';
import type { ToldStatus } from './told-status.js';
import type { Fields } from '../registers/register.js';

/** What one event changed. */
export interface Frame {
  readonly position: number;
  readonly event: RecordedEvent;
  readonly changes: readonly FrameChange[];
}

export interface FrameChange {
  readonly subject: string;
  readonly obligation: string;
  readonly before: Fields<ToldStatus>;
  readonly after: Fields<ToldStatus>;
}

/** All that a replay rests on; the same gives the same frames. */
export interface Replayed {
  readonly company: string;
  readonly subjects: readonly SourcedSubject[];
  /** Every stream whose events are to be shown, and those of the subjects, whole. */
  readonly histories: Histories;
  readonly rulebook: RulesOverTime;
  /** Up to which position events are replayed, and for which valid time statuses are told. */
  readonly viewpoint: Viewpoint;
}

/**
 * A company's history event by event, in record order: each with the statuses that it changed at
 * one valid time. Events on rules and calendars are among them where they changed any.
 */
export function* replay(replayed: Replayed): Generator<Frame, void, undefined> {
  const { histories, rulebook, viewpoint } = replayed;
  const stage = new ReplayedBearers(replayed);
  const shown = new Set(histories.keys());
  for (const event of inRecordOrder(histories, rulebook.histories)) {
    const { position, subject } = event;
    if (position > viewpoint.knownAt) return;
    const changes = stage.take(event);
    if (changes.length > 0 || shown.has(subject)) yield { position, event, changes };
  }
}

/** Every stretch of every duty of the company, at all valid times, once all is replayed. */
export function replayedDuties(replayed: Replayed): readonly DutyRow[] {
  const { histories, rulebook, viewpoint } = replayed;
  const stage = new ReplayedBearers(replayed);
  for (const event of inRecordOrder(histories, rulebook.histories)) {
    if (event.position > viewpoint.knownAt) break;
    stage.take(event);
  }
  return stage.duties;
}

function inRecordOrder(...all: readonly Histories[]): readonly RecordedEvent[] {
  const events = all.flatMap((histories) => [...histories.values()].flat());
  return events.sort((one, other) => one.position - other.position);
}
