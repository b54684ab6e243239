import { instantOf, knownSet } from '#libs/governance';
import type { KnownEvent } from '#libs/governance';
import type { RecordedEvent } from '#libs/ledger/pure';
import type { CompanyFold } from './company-fold.js';
import { csvLine } from './csv.js';
import { papersNamed } from './named-papers.js';

const DAY_MS = 86_400_000;
/** Without a check that succeeded for longer than this, a source counts as unchecked. */
export const UNCHECKED_DAYS_MAX = 7;
/** Recorded longer than this after it happened, an event is a late arrival. */
export const LATE_DAYS_MAX = 7;
/** Recorded longer than this before it happens, an event was announced, or a clock was wrong. */
export const AHEAD_MINUTES_MAX = 5;

export const GAP_KINDS = [
  'source-unchecked',
  'source-check-failed',
  'late-arrival',
  'recorded-ahead',
  'clock-backwards',
  'paper-missing',
] as const;
export type GapKind = (typeof GAP_KINDS)[number];

/** Something that the ledger does not show, or shows later than it was so. */
export interface Gap {
  readonly kind: GapKind;
  /** The stream. */
  readonly subject: string;
  readonly position?: number;
  readonly type?: string;
  readonly time?: string;
  readonly recordedtime?: string;
  readonly from?: string;
  readonly to?: string;
  /** Whole days, of what took long. */
  readonly days?: number;
  /** Of a paper that is not there. */
  readonly sha256?: string;
}

/**
 * The gaps of a company's evidence about a period.
 * @param papers those that are there
 */
export function gapsOf(
  fold: CompanyFold,
  from: number,
  to: number,
  papers: ReadonlySet<string>,
): readonly Gap[] {
  const events = fold.events();
  const own = events.filter(({ subject }) => fold.own.has(subject));
  const lastRecorded = instantOf(events.at(-1)?.recordedtime ?? '');
  // Nothing can be known of what came after the last event.
  const period = { from, to: Math.min(to, lastRecorded) };
  return [
    ...fold.streamsOf('sources').flatMap((stream) => gapsOfSource(fold, stream, period)),
    ...own.filter((event) => instantOf(event.time) <= to).flatMap(lateArrival),
    ...own.flatMap(recordedAhead),
    ...events.flatMap((event, index) => clockBackwards(event, events[index - 1])),
    ...events.flatMap((event) => missingPapers(event, papers)),
  ];
}

interface Period {
  readonly from: number;
  readonly to: number;
}

function gapsOfSource(fold: CompanyFold, stream: string, period: Period): readonly Gap[] {
  const checks = knownSet(fold.eventsOf(stream)).filter(({ type }) => type === 'source.checked');
  const succeeded = checks.filter((check) => !isFailure(check)).map(({ instant }) => instant);
  const failed = checks.filter(
    (check) => isFailure(check) && period.from <= check.instant && check.instant <= period.to,
  );
  return [...unchecked(stream, succeeded, period), ...failed.map(failedCheck)];
}

/** @param checks instants of those that succeeded, ascending */
function unchecked(subject: string, checks: readonly number[], { from, to }: Period): Gap[] {
  if (to <= from) return [];
  const within = checks.filter((check) => from < check && check < to);
  const before = checks.findLast((check) => check <= from) ?? from;
  return [...within, to].flatMap((end, index) => {
    const start = within[index - 1] ?? before;
    if (end - start <= UNCHECKED_DAYS_MAX * DAY_MS) return [];
    return [{ kind: 'source-unchecked', subject, ...stretch(start, end) }];
  });
}

function isFailure({ data }: KnownEvent): boolean {
  return (
    typeof data === 'object' && data !== null && 'outcome' in data && data.outcome === 'failed'
  );
}

function failedCheck({ subject, position, type, time, recordedtime }: KnownEvent): Gap {
  return { kind: 'source-check-failed', subject, position, type, time, recordedtime };
}

function lateArrival(event: RecordedEvent): readonly Gap[] {
  const days = (instantOf(event.recordedtime) - instantOf(event.time)) / DAY_MS;
  if (days <= LATE_DAYS_MAX) return [];
  return [{ kind: 'late-arrival', ...about(event), days: Math.floor(days) }];
}

function recordedAhead(event: RecordedEvent): readonly Gap[] {
  const minutes = (instantOf(event.time) - instantOf(event.recordedtime)) / 60_000;
  return minutes <= AHEAD_MINUTES_MAX ? [] : [{ kind: 'recorded-ahead', ...about(event) }];
}

function clockBackwards(event: RecordedEvent, before: RecordedEvent | undefined): readonly Gap[] {
  if (before === undefined) return [];
  const isBackwards = instantOf(event.recordedtime) < instantOf(before.recordedtime);
  return isBackwards ? [{ kind: 'clock-backwards', ...about(event) }] : [];
}

function missingPapers(event: RecordedEvent, papers: ReadonlySet<string>): readonly Gap[] {
  const missing = papersNamed(event).filter((sha256) => !papers.has(sha256));
  return missing.map((sha256) => ({ kind: 'paper-missing', ...about(event), sha256 }));
}

function about({ subject, position, type, time, recordedtime }: RecordedEvent) {
  return { subject, position, type, time, recordedtime };
}

function stretch(from: number, to: number) {
  const days = Math.floor((to - from) / DAY_MS);
  return { from: new Date(from).toISOString(), to: new Date(to).toISOString(), days };
}

const COLUMNS = [
  'kind',
  'subject',
  'position',
  'type',
  'time',
  'recordedtime',
  'from',
  'to',
  'days',
  'sha256',
] as const;

export function* gapLines(gaps: readonly Gap[]): Generator<string> {
  yield csvLine(COLUMNS);
  for (const gap of gaps) yield csvLine(COLUMNS.map((column) => gap[column]));
}
