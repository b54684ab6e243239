import type { Calendars } from '../calendar/working-calendar.js';
import type { Obligation, SubjectHistory } from '../history.js';
import type { RuleVersion } from '../versions/rule-versions.js';
import type { Outcome } from './course.js';
import { byType } from './marks.js';
import { sameMembers } from './same-steps.js';
import type { Segment, Timeline } from './timeline.js';
import { piecesOf, type Piece, type Question } from './version-pieces.js';

/**
 * What every obligation that binds the subject says about it, at every instant: at each with the
 * rule valid then, over the whole history. Depends on nothing but its arguments.
 */
export function evaluate(
  history: SubjectHistory,
  obligations: readonly Obligation[],
  calendars: Calendars,
): readonly Timeline[] {
  const binding = obligations.filter(({ versions }) =>
    versions.some((version) => concerns(version, history)),
  );
  if (binding.length === 0) return [];
  const events = byType(history.events);
  return binding.map((obligation) => ({
    subject: history.subject,
    obligation: obligation.id,
    segments: segmentsOf({ history, events, obligation, calendars }),
  }));
}

/** Whether a version binds this kind of subject and can be shown by events at all. */
export function concerns({ rule }: RuleVersion, { kind }: SubjectHistory): boolean {
  return rule.binds === kind && rule.evaluated !== false;
}

/** The pieces of each version in the time in which it was valid; none where no rule was. */
export function validPieces(
  question: Question,
): readonly { readonly version: RuleVersion; readonly pieces: readonly Piece[] }[] {
  const { history, obligation } = question;
  return obligation.versions
    .filter((version) => concerns(version, history))
    .map((version) => ({ version, pieces: clipped(piecesOf(version, question), version) }));
}

function segmentsOf(question: Question): readonly Segment[] {
  const segments: Growing[] = [];
  let reached = -Infinity;
  for (const { version, pieces } of validPieces(question)) {
    if (reached < version.from) appendNoRule(segments, reached, version.from);
    for (const piece of pieces) append(segments, piece, version);
    reached = version.to;
  }
  if (reached < Infinity) appendNoRule(segments, reached, Infinity);
  return segments;
}

function clipped(pieces: readonly Piece[], { from, to }: RuleVersion): readonly Piece[] {
  const clips: Piece[] = [];
  for (const piece of pieces) {
    if (from <= piece.from && piece.to <= to) {
      clips.push(piece);
      continue;
    }
    const clip = { ...piece, from: Math.max(piece.from, from), to: Math.min(piece.to, to) };
    if (clip.from < clip.to) clips.push(clip);
  }
  return clips;
}

type Growing = { -readonly [Field in keyof Segment]: Segment[Field] };

function appendNoRule(segments: Growing[], from: number, to: number): void {
  const last = segments.at(-1);
  if (last !== undefined && last.ruleVersion === undefined) last.to = to;
  else segments.push({ from, to, status: 'not-applicable', because: [] });
}

/** A piece that says the same as the last segment prolongs it. */
function append(segments: Growing[], piece: Piece, version: RuleVersion): void {
  const last = segments.at(-1);
  if (last !== undefined && saysTheSame(last, piece.outcome, version)) last.to = piece.to;
  else segments.push(segmentOf(piece, version));
}

function segmentOf({ from, to, outcome }: Piece, { version }: RuleVersion): Segment {
  const { status, because, due, metAt, missing } = outcome;
  const segment: Growing = { from, to, status, ruleVersion: version, because };
  if (due !== undefined) {
    segment.dueAt = due.at;
    segment.dueOn = due.on;
    if (mayMove(outcome)) segment.provisional = true;
  }
  if (metAt !== undefined) segment.metAt = metAt;
  if (missing !== undefined) segment.missing = missing;
  return segment;
}

function mayMove({ status, due }: Outcome): boolean {
  return due !== undefined && status !== 'unevidenced' && (due.provisional || due.imprecise);
}

function saysTheSame(segment: Segment, outcome: Outcome, { version }: RuleVersion): boolean {
  const { status, because, due, metAt, missing = NONE } = outcome;
  return (
    segment.status === status &&
    segment.ruleVersion === version &&
    segment.dueAt === due?.at &&
    segment.dueOn === due?.on &&
    (segment.provisional ?? false) === mayMove(outcome) &&
    segment.metAt === metAt &&
    sameMembers(segment.because, because) &&
    sameMembers(segment.missing ?? NONE, missing)
  );
}

const NONE: readonly string[] = [];
