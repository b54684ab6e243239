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
export type { EventRef, KnownEvent, LedgerEvent } from './catalogue/known-event.js';
export { isDeclared } from './catalogue/declared.js';
export { claimNamesOf, decide, namesOf } from './decide/decide.js';
export { lift } from './catalogue/lift.js';
export { descriptionOf, fieldsOf } from './fields/describe.js';
export { evolve, fold } from './known-set/fold.js';
export { byTimeThenPosition, knownSet } from './known-set/known-set.js';
export { checkPayload } from './payload/check-payload.js';
export type { FieldProblem } from './payload/check-payload.js';
export * from './payload/payload.js';
export { initialState, STREAM_KINDS } from './states/states.js';
export type { States, StreamKind } from './states/states.js';
export { ID_PATTERN, isId, parseSubject } from './subject/subject.js';
export type { Subject } from './subject/subject.js';
export { instantOf, isDay, isDayOrTimestamp, isTimestamp } from './time/timestamp.js';
export { TERM_KINDS, termSubject } from './vocabulary/term.js';
export type { Term, TermKind, ValueType } from './vocabulary/term.js';
export { isInVocabulary, VOCABULARY } from './vocabulary/vocabulary.js';
export { describe } from './fields/describe.js';
export type { AlgorithmState } from './states/algorithm-state.js';
export type { CompanyState } from './states/company-state.js';
export type { Dossier } from './states/dossier.js';
export type { Facts, FactValue } from './states/facts.js';
export { standsAt } from './states/instrument-state.js';
export type { InstrumentState } from './states/instrument-state.js';
export type { Occurrence } from './states/occurrence.js';
export type { SourceState } from './states/source-state.js';
export { capabilitiesOf } from './states/system-state.js';
export type { SystemState } from './states/system-state.js';
export type { TermState } from './states/term-state.js';
