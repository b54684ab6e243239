export { CATALOGUE, streamKindsOf, typesOf } from './catalogue/catalogue.js';
export { dataschemaOf, versionOf } from './catalogue/dataschema.js';
export type {
  Accepted,
  Decision,
  EventType,
  Known,
  Localized,
  NamedStream,
  Proposal,
  Rejected,
  UniqueName,
  UsedTerm,
  Warning,
} from './catalogue/event-type.js';
export { REJECTIONS } from './catalogue/rejections.js';
export type { RejectionCode } from './catalogue/rejections.js';
export type { EventRef, KnownEvent, LedgerEvent } from './catalogue/known-event.js';
export { isDeclared } from './catalogue/declared.js';
export { claimNamesOf, decide, namesOf } from './decide/decide.js';
export type { DecideOptions } from './decide/decide.js';
export { heldNames } from './decide/held-names.js';
export { lift } from './catalogue/lift.js';
export { descriptionOf, fieldsOf } from './fields/describe.js';
export { ERASED, personalFieldsOf } from './fields/personal.js';
export { LIST_LENGTH_MAX, NAME_LENGTH_MAX, TEXT_LENGTH_MAX } from './fields/limits.js';
export { CompanyCounts } from './heads/company-counts.js';
export type { CompanyCount } from './heads/company-counts.js';
export { isForAll } from './heads/for-all.js';
export { headsLeaf } from './heads/heads-leaf.js';
export { namedIn } from './heads/named-companies.js';
export type { Named, Speaking } from './heads/named-companies.js';
export { calendarOf } from './histories/calendars.js';
export { companyHistory } from './histories/company-history.js';
export { endOfUntil } from './histories/moments.js';
export { obligationsOf } from './histories/obligations.js';
export { companyOfSystem, systemHistory, type SystemSources } from './histories/system-history.js';
export { evolve, fold } from './known-set/fold.js';
export { isAmendment } from './known-set/corrections.js';
export { byTimeThenPosition, knownSet, knownWith } from './known-set/known-set.js';
export { checkPayload } from './payload/check-payload.js';
export { problemsWith } from './payload/problems-with.js';
export type { FieldProblem } from './payload/problems-with.js';
export { Evidence, EvidenceFile, Payload } from './payload/payload.js';
export type { EvidenceAccess, EvidenceTier, TimePrecision } from './payload/payload.js';
export { Name, Wording } from './payload/name.js';
export { personalTexts } from './personal/personal-texts.js';
export type { PersonalText, TypeOf } from './personal/personal-texts.js';
export { replaceTexts } from './personal/replace-texts.js';
export { initialState, STREAM_KINDS } from './states/states.js';
export type { States, StreamKind } from './states/states.js';
export { ID_PATTERN, isId, parseSubject } from './subject/subject.js';
export type { Subject } from './subject/subject.js';
export { instantOf, isDay, isDayOrTimestamp, isTimestamp } from './time/timestamp.js';
export { TERM_KINDS, termSubject } from './vocabulary/term.js';
export type { Term, TermKind, ValueType } from './vocabulary/term.js';
export { isInVocabulary, VOCABULARY } from './vocabulary/vocabulary.js';
export { describe } from './fields/describe.js';
export {
  AlgorithmChanges,
  AlgorithmReturned,
  AlgorithmRefused,
  AlgorithmChangeSubmitted,
  AlgorithmChanged,
  AlgorithmCancellationSubmitted,
  AlgorithmCancelled,
  AlgorithmRevoked,
} from './events/algorithm-lifecycle.js';
export {
  AlgorithmSubmitted,
  AlgorithmRegistered,
  AlgorithmLinked,
  AlgorithmUnlinked,
} from './events/algorithm.js';
export { AssessmentCompleted } from './events/assessment.js';
export { CalendarPublished } from './events/calendar.js';
export { ClaimPublished, ClaimAssessed } from './events/claim.js';
export {
  CompanyIdentifierSet,
  CompanyRegistered,
  CompanyRenamed,
  CompanyDescribed,
  CompanyGrouped,
  CompanyUngrouped,
} from './events/company.js';
export { EventName, EventCorrected, EventRetracted } from './events/correction.js';
export { DutyAssigned } from './events/duty.js';
export { EnforcementOpened, EnforcementAmended, EnforcementClosed } from './events/enforcement.js';
export {
  FeatureLaunched,
  FeatureSuspended,
  FeatureResumed,
  FeatureRemoved,
} from './events/feature.js';
export { IncidentOccurred, IncidentReported, IncidentClosed } from './events/incident.js';
export {
  InstrumentPublished,
  InstrumentAmended,
  InstrumentSuspended,
  InstrumentResumed,
  InstrumentRepealed,
} from './events/instrument.js';
export { MeasureAdopted, MeasureChecked, MeasureWithdrawn } from './events/measure.js';
export { ObligationDefined, ObligationAmended, ObligationWithdrawn } from './events/obligation.js';
export { ReleasePublished } from './events/release.js';
export { RestrictionImposed, RestrictionLifted } from './events/restriction.js';
export { ServiceFilingGranted, ServiceFilingCancelled } from './events/service-filing.js';
export { SourceChecked } from './events/source.js';
export {
  SystemIntroduced,
  SystemDescribed,
  SystemLaunched,
  SystemSuspended,
  SystemResumed,
  SystemTerminated,
  SystemChanged,
} from './events/system.js';
export { TermDefined } from './events/term.js';
export { ObligationWaived, WaiverEnded } from './events/waiver.js';
export { filingDigits, officialNumber } from './events/filing-number.js';
export type { AlgorithmState, AlgorithmStatus, AlgorithmStep } from './states/algorithm-state.js';
export type { CalendarState, CalendarYear } from './states/calendar-state.js';
export type { CompanyIdentifiers, CompanyState } from './states/company-state.js';
export type * from './states/dossier.js';
export type { DeclaredFact, Facts, FactValue } from './states/facts.js';
export { standsAt } from './states/instrument-state.js';
export type {
  InstrumentState,
  InstrumentSuspension,
  ObligationState,
  RuleVersion,
} from './states/instrument-state.js';
export type { LocalName, Naming } from './states/naming.js';
export type { Occurrence } from './states/occurrence.js';
export type { SourceOutcome, SourceState } from './states/source-state.js';
export { capabilitiesOf } from './states/system-state.js';
export type {
  FeatureState,
  FeatureSuspension,
  Release,
  Suspender,
  SystemChange,
  SystemState,
  SystemSuspension,
} from './states/system-state.js';
export type { TermState } from './states/term-state.js';
export { ruleProblems, RuleText } from './rules/recorded-rule.js';
export type { RecordedRule } from './rules/recorded-rule.js';
export { DERIVED_FACTS, ruleTerms } from './rules/rule-terms.js';
export { ENFORCEMENT_MEASURES } from './vocabulary/kinds.js';
