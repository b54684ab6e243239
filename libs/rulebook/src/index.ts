export type * from './rule.js';
export { FORCES, GRADES, RULE_KINDS } from './rule.js';
export type {
  Because,
  FactStep,
  FactValue,
  HistoryEvent,
  Instant,
  Moment,
  Obligation,
  ObligationSpan,
  Span,
  SubjectHistory,
} from './history.js';
export type { Problem, ProblemCode } from './check/problem.js';
export { checkRule, RULE_FIELDS, type KnownNames } from './check/check-rule.js';
export { WITHIN_MAX } from './check/check-clock.js';
export { PATTERNS_MAX } from './check/check-patterns.js';
export { PREDICATE_DEPTH_MAX, PREDICATE_PARTS_MAX } from './check/check-predicate.js';
export { ruleVersions, type RuleEvent, type RuleVersion } from './versions/rule-versions.js';
export { addDays, addMonths, isCivilDate } from './clock/civil-date.js';
export {
  endOfDay,
  firstInstantOf,
  isTimeZone,
  localDate,
  startOfDay,
  wallTimeAt,
} from './clock/local-time.js';
export { dueAfter, dueAgain, type ClockSetting, type DueDate } from './clock/due-date.js';
export {
  calendarDay,
  workingCalendar,
  type CalendarDay,
  type Calendars,
  type DayKind,
  type PublishedYear,
  type WorkingCalendar,
} from './calendar/working-calendar.js';
export { countWorkingDays, type CountedDay } from './calendar/count-working-days.js';
export {
  decidingFacts,
  factsOf,
  judge,
  type FactLookup,
  type Judgement,
  type Truth,
} from './predicate/judge.js';
export { mayApply } from './predicate/may-hold.js';
export { sameIntroduction, sameMembers, sameSteps } from './evaluate/same-steps.js';
export { evaluate } from './evaluate/evaluate.js';
export { STATUSES, worse, type Segment, type Status, type Timeline } from './evaluate/timeline.js';
export { fieldsOf, looksAt, typesOf } from './evaluate/marks.js';
export { isInForce } from './evaluate/force.js';
export type { Run } from './evaluate/ground.js';
export { explain, type Derivation } from './why/why.js';
