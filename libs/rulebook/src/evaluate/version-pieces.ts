import type { Calendars } from '../calendar/working-calendar.js';
import type { Instant, Obligation, Span, SubjectHistory } from '../history.js';
import type { Rule } from '../rule.js';
import type { RuleVersion } from '../versions/rule-versions.js';
import type { Course, Outcome } from './course.js';
import { faultsOf } from './faults.js';
import { groundOf, type Ground } from './ground.js';
import { becauseOf, inOrder, isWithin, order } from './instants.js';
import { marksOf, type EventsByType, type Mark } from './marks.js';
import { reactiveCourse } from './reactive.js';
import { recurringCourse } from './recurring.js';
import { standingCourse } from './standing.js';
import { worse } from './timeline.js';

/** One answer of one rule version, with everything that led to it. */
export interface Piece {
  readonly from: Instant;
  readonly to: Instant;
  readonly outcome: Outcome;
  readonly ground: Ground;
}

export interface Question {
  readonly history: SubjectHistory;
  readonly events: EventsByType;
  readonly obligation: Obligation;
  readonly calendars: Calendars;
}

/** What one version of the rule says about the whole history, over all of time. */
export function piecesOf(version: RuleVersion, question: Question): readonly Piece[] {
  const { history, obligation } = question;
  const grounds = groundOf(history, version, obligation);
  const everApplied = grounds.some(({ holds }) => holds === true);
  const marks = everApplied ? marksOf(version.rule, question.events) : NO_MARKS;
  const findings = spansFor(obligation.id, history.findings);
  const waivers = spansFor(obligation.id, history.waivers);
  // Nothing can have been done or left undone: the ground alone decides, as of most duties.
  if (!everApplied && findings.length === 0 && waivers.length === 0) {
    return grounds.map((ground) => {
      const { from, to } = ground;
      return { from, to, outcome: groundless(ground), ground };
    });
  }
  const asked = { rule: version.rule, question, grounds, findings, waivers };
  if (marks.every(({ event }) => event.during === undefined)) {
    return piecesWhile(ALWAYS, marks, asked);
  }
  return memberships(marks).flatMap((stretch) =>
    piecesWhile(
      stretch,
      marks.filter((mark) => belongs(mark, stretch.from)),
      asked,
    ),
  );
}

interface Asked {
  readonly rule: Rule;
  readonly question: Question;
  readonly grounds: readonly Ground[];
  readonly findings: readonly Span[];
  readonly waivers: readonly Span[];
}

interface Between {
  readonly from: Instant;
  readonly to: Instant;
}

/** In a stretch of time through which these marks belong to the history. */
function piecesWhile(
  { from, to }: Between,
  marks: readonly Mark[],
  { rule, question, grounds, findings, waivers }: Asked,
): readonly Piece[] {
  const faults = faultsOf(marks, grounds);
  const course = courseOf(rule, marks, grounds, question);
  const starts = [from];
  const bound = (at: Instant): void => {
    if (from < at && at < to) starts.push(at);
  };
  for (const ground of grounds) bound(ground.from);
  for (const { event } of marks) bound(event.instant);
  for (const at of course.bounds) bound(at);
  for (const spans of [findings, waivers, faults]) {
    for (const span of spans) {
      bound(span.from);
      bound(span.to);
    }
  }
  order(starts);
  return piecesFrom(starts, to, grounds, { findings, waivers, faults, course });
}

/** @param starts in order; of some instants more than once */
function piecesFrom(
  starts: readonly Instant[],
  end: Instant,
  grounds: readonly Ground[],
  cases: Cases,
): readonly Piece[] {
  const pieces: Growing[] = [];
  let place = 0;
  for (let index = 0; index < starts.length; index += 1) {
    const from = Number(starts[index]);
    const to = starts[index + 1] ?? end;
    if (from === to) continue;
    while (Number(grounds[place + 1]?.from) <= from) place += 1;
    const ground = grounds[place];
    if (ground === undefined) continue;
    const outcome = outcomeAt(from, ground, cases);
    const last = pieces.at(-1);
    if (last?.outcome === outcome && last.ground === ground) last.to = to;
    else pieces.push({ from, to, outcome, ground });
  }
  return pieces;
}

type Growing = { -readonly [Field in keyof Piece]: Piece[Field] };

function groundless({ holds, because, missing = [] }: Ground): Outcome {
  return holds === 'unknown'
    ? { status: 'unknown', because, missing }
    : { status: 'not-applicable', because };
}

interface Cases {
  readonly findings: readonly Span[];
  readonly waivers: readonly Span[];
  readonly faults: readonly Span[];
  readonly course: Course;
}

/** The order of decision. */
function outcomeAt(
  at: Instant,
  ground: Ground,
  { findings, waivers, faults, course }: Cases,
): Outcome {
  const { holds, because, missing = [], run } = ground;
  if (holds === 'out') return { status: 'not-applicable', because };
  const found = outcomeOf('breached', findings, at);
  if (found !== undefined) return found;
  const waived = outcomeOf('waived', waivers, at);
  if (holds !== true) {
    const task = waived === undefined ? course.outliving?.(at) : undefined;
    if (holds === false) return task ?? { status: 'not-applicable', because };
    const unknown: Outcome = { status: 'unknown', because, missing };
    return task === undefined || worse(task.status, 'unknown') === 'unknown' ? unknown : task;
  }
  if (run === undefined) throw new Error('A duty that applies has a run.');
  return waived ?? outcomeOf('breached', faults, at) ?? course.applying(at, run);
}

function outcomeOf(
  status: 'breached' | 'waived',
  spans: readonly Span[],
  at: Instant,
): Outcome | undefined {
  if (spans.length === 0) return undefined;
  const standing = spans.filter((span) => isWithin(at, span));
  if (standing.length === 0) return undefined;
  return { status, because: becauseOf(...standing.map(({ because }) => because)) };
}

function courseOf(
  rule: Rule,
  marks: readonly Mark[],
  grounds: readonly Ground[],
  { obligation, calendars }: Question,
): Course {
  const setting = { timeZone: obligation.timeZone, calendars };
  switch (rule.kind) {
    case 'standing':
      return standingCourse(rule, marks, grounds, setting);
    case 'reactive':
      return reactiveCourse(rule, marks, grounds, setting);
    case 'recurring':
      return recurringCourse(rule, marks, grounds, setting);
    case 'prohibition':
      return { bounds: [], applying: (_at, run) => ({ status: 'met', because: run.because }) };
  }
}

const ALWAYS: Between = { from: -Infinity, to: Infinity };
const NO_MARKS: readonly Mark[] = [];

/** The stretches of time in which the same events belong to the history. */
function memberships(marks: readonly Mark[]): readonly Between[] {
  const changes = marks.flatMap(({ event }) =>
    (event.during ?? []).flatMap(({ from, to }) => [from, to]),
  );
  const starts = inOrder([-Infinity, ...changes.filter((at) => at < Infinity)]);
  return starts.map((from, index) => ({ from, to: starts[index + 1] ?? Infinity }));
}

function belongs({ event }: Mark, at: Instant): boolean {
  return event.during === undefined || event.during.some((span) => isWithin(at, span));
}

function spansFor(
  obligation: string,
  spans: readonly (Span & { readonly obligation: string })[],
): readonly Span[] {
  return spans.length === 0 ? spans : spans.filter((span) => span.obligation === obligation);
}
