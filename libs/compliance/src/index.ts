export type { AsOf, ReachedAsOf } from './as-of.js';
export { EventReference } from './registers/event-reference.js';
export { LocalizedName } from './registers/localized-name.js';
export { AlgorithmRegistrationRow } from './registers/algorithm-registrations.js';
export { ClaimRow } from './registers/claims.js';
export { CompanyRow } from './registers/companies.js';
export { DutyRow } from './registers/duties.js';
export { EnforcementRow } from './registers/enforcement.js';
export { FeatureSuspensionRow } from './registers/feature-suspensions.js';
export { IncidentRow } from './registers/incidents.js';
export { InstrumentRow } from './registers/instruments.js';
export { MeasureRow } from './registers/measures.js';
export { ObligationRow, ObligationVersion } from './registers/obligations.js';
export { ServiceFilingRow } from './registers/service-filings.js';
export { SourceRow } from './registers/sources.js';
export { SystemRow } from './registers/systems.js';
export { TermRow } from './registers/terms.js';
export { WaiverRow } from './registers/waivers.js';
export type { Filter } from './registers/filter.js';
export type { Sort } from './registers/sort.js';
export type { Fields, KeyedRow, Moment, Register, RowSource } from './registers/register.js';
export type { RegisterName, RegisterRows } from './registers/list.js';
export {
  InvalidAsOf,
  InvalidFilter,
  InvalidPageEnd,
  InvalidSort,
  NotKnown,
  OutsidePeriod,
  NotYetProjected,
  UnknownPosition,
} from './queries/errors.js';
export { readKnownAt, readValidAt } from './queries/read-times.js';
export type { KnownAt } from './queries/read-times.js';
export { PAGE_SIZE_MAX, PROJECTED_TIMEOUT_MS, Registers } from './queries/registers.js';
export type { Keyed, Page, RegistersOptions } from './queries/registers.js';
export type { FilterChoices, PageEnd, PageRequest, RowSelection } from './queries/row-query.js';
export {
  reachedPosition,
  REGISTER_VIEWS,
  HISTORY_VIEWS,
  STATUS_VIEWS,
  statusesOf,
} from './queries/reached.js';
export type { Views } from './queries/reached.js';
export { Need, ROW_STATUSES, StatusRow } from './queries/statuses/status-row.js';
export type { RowStatus } from './queries/statuses/status-row.js';
export type { Duty, StatusPage, StatusSelection } from './queries/statuses/status-query.js';
export { NextDeadline, StatusCounts } from './queries/statuses/totals.js';
export { Matrix } from './queries/statuses/matrix.js';
export type { MatrixPage, MatrixSelection } from './queries/statuses/matrix.js';
export { MatrixCell, MatrixColumn, MatrixRow } from './queries/statuses/matrix-row.js';
export { MissingFactRow, MissingFacts } from './queries/statuses/missing-facts.js';
export { obligationsThen } from './queries/obligations-then.js';
export type { ObligationThen } from './queries/obligations-then.js';
export { declaredTerms } from './queries/statuses/declared-terms.js';
export type { DeclaredLabels } from './queries/statuses/declared-terms.js';
export { SegmentRow } from './queries/statuses/segment-row.js';
export { segmentTable } from './queries/statuses/segment-table.js';
export type { SegmentSelection } from './queries/statuses/segment-table.js';
export { StatusHistory } from './queries/statuses/status-history.js';
export type { HistorySelection, SegmentEnd } from './queries/statuses/status-history.js';
export { statusTable } from './queries/statuses/status-table.js';
export { Statuses } from './queries/statuses/statuses.js';
export type { PageOfStatuses } from './queries/statuses/statuses.js';
export { EventWords } from './projection/event-words.js';
export { RegisterRow } from './projection/register-row.js';
export { REGISTERS_PROJECTION, RegistersProjection } from './projection/registers-projection.js';
export {
  CompanyInList,
  CompanyView,
  SystemInList,
  SystemOfCompany,
  SystemView,
} from './queries/company-view.js';
export {
  ComplianceStatus,
  DutyBearer,
  HistorySource,
  RuleChange,
} from './statuses/compliance-status.js';
export { STATUSES_PROJECTION, StatusesProjection } from './statuses/statuses-projection.js';
export type { HeldInMemory } from './statuses/statuses-projection.js';
export type { Comparison, Difference } from './generations/compare-tables.js';
export { RebuildRuns, rebuildViews } from './generations/rebuild-views.js';
export type { Rebuilt } from './generations/rebuild-views.js';
export { upgradeViews } from './generations/upgrade-views.js';
export { verifyViews } from './generations/verify-views.js';
export type { VerifiedViews } from './generations/verify-views.js';
export { CannotProject, ViewsFold } from './generations/views-fold.js';
export type { FoldOptions, FoldProgress } from './generations/views-fold.js';
export { projectionsOf } from './projection/list.js';
export { AmendmentOfEntry, Reading, TimelineEntry } from './queries/timeline-entry.js';
export { TotalledLists } from './queries/totalled-lists.js';
export type { TotalledName } from './queries/totalled-lists.js';
export { Companies } from './queries/companies.js';
export type { CompanyScope } from './queries/companies.js';
export { DEADLINE_KINDS, DEADLINE_STATUSES, DeadlineRow } from './deadlines/deadline-row.js';
export type { DeadlineKind, DeadlineStatus } from './deadlines/deadline-row.js';
export { Deadlines } from './deadlines/deadlines.js';
export type { Deadline, DeadlinePage, DeadlinePageRequest } from './deadlines/deadlines.js';
export type { DeadlineSelection } from './deadlines/find-deadlines.js';
export type { Place } from './deadlines/found-deadline.js';
export { readWithin, WITHIN_DEFAULT, WITHIN_PATTERN } from './deadlines/within.js';
export type { Within } from './deadlines/within.js';
export type { ChangePlace } from './status-changes/find-changes.js';
export { StatusChangeRow } from './status-changes/status-change-row.js';
export { StatusChanges } from './status-changes/status-changes.js';
export type { ChangePageRequest, ChangeSelection } from './status-changes/status-changes.js';
export { Watermarking } from './watermarking/watermarking.js';
export type { WatermarkingPageRequest } from './watermarking/watermarking.js';
export { LabelDuty, LabelOnRecord, WatermarkingRow } from './watermarking/watermarking-row.js';
export { Search, SearchHit, SEARCH_LIMIT_MAX } from './queries/search.js';
export { REGISTERS, registerNamed } from './registers/list.js';
export { CAUSES, causeOf, explainChange } from './histories/cause.js';
export type { Cause, Explained, News, Taken } from './histories/cause.js';
export { Chronicle } from './histories/chronicle.js';
export { changesBetween } from './histories/changes.js';
export type { Change } from './histories/changes.js';
export { CompanyHistories } from './histories/company-histories.js';
export type { ComparedDuties, DutyDifference } from './histories/compare-duties.js';
export { FrameDigest } from './histories/frame-digest.js';
export type { DutyAsked } from './histories/company-histories.js';
export { DiffRow, diffRow } from './histories/diff-row.js';
export { labelOfFact } from './histories/fact-labels.js';
export type { Viewpoint } from './histories/stage.js';
export { replay } from './histories/replay.js';
export type { Frame, FrameChange, Replayed } from './histories/replay.js';
export { Suppositions } from './histories/suppositions.js';
export { SupposedEvent, WhatIfRow, whatIfRow } from './histories/what-if-row.js';
export { ToldStatus } from './histories/told-status.js';
export { explanationOf } from './histories/why/explanation.js';
export { WhyView } from './histories/why/why-view.js';
export { isRuleStream, RulesOverTime } from './statuses/rules-over-time.js';
export { sourcesOf } from './statuses/history-sources.js';
export { ComplianceModule } from './compliance.module.js';
