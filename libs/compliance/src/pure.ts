/** What follows from the events of one company. It reaches no database, so that anybody can fold. */
export { NOT_APPLICABLE } from './histories/answer.js';
export type { Answer } from './histories/answer.js';
export { changesBetween } from './histories/changes.js';
export type { Change } from './histories/changes.js';
export { Chronicle } from './histories/chronicle.js';
export type { Histories } from './histories/chronicle.js';
export { factsToLookUp, labelOfFact } from './histories/fact-labels.js';
export { aboutRule } from './histories/rule-told.js';
export type { RuleTold } from './histories/rule-told.js';
export type { Viewpoint } from './histories/stage.js';
export type { SourcedSubject } from './histories/standing.js';
export { instantText, told } from './histories/told-status.js';
export type { ToldStatus } from './histories/told-status.js';
export { explanationOf } from './histories/why/explanation.js';
export { sourcesOf } from './statuses/history-sources.js';
export { isRuleStream, RulesOverTime } from './statuses/rules-over-time.js';
