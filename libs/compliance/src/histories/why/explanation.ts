import { fold } from '#libs/governance';
import type { Localized } from '#libs/governance';
import { evaluate, explain, isInForce, type Derivation, type Obligation } from '#libs/rulebook';
import type { Fields } from '../../registers/register.js';
import { answerAt } from '../answer.js';
import type { Chronicle } from '../chronicle.js';
import type { Viewpoint } from '../stage.js';
import type { SourcedSubject, Standing } from '../standing.js';
import { instantText, told } from '../told-status.js';
import { clockView } from './clock-view.js';
import { EventsNamed } from './events-named.js';
import { factViews } from './fact-view.js';
import { predicateTree } from './predicate-node.js';
import { ruleView } from './rule-view.js';
import { runView, spanViews } from './stretches.js';
import type { WhyView } from './why-view.js';

export interface Question {
  readonly subject: SourcedSubject;
  readonly obligation: string;
  readonly viewpoint: Viewpoint;
}

/** An explanation that can be told once it is known what facts are called. */
export interface Explanation {
  /** Who answers for the subject then. */
  readonly company: string;
  /** Every fact that it names. */
  readonly facts: readonly string[];
  readonly tell: (labelOf: (fact: string) => Localized) => Fields<WhyView>;
}

interface Found extends Question {
  readonly chronicle: Chronicle;
  readonly rule: Obligation;
  readonly standing: Standing;
  readonly company: string;
  readonly derivation: Derivation;
}

/** Nothing where the subject has no such duty, whatever the time. */
export function explanationOf(chronicle: Chronicle, question: Question): Explanation | undefined {
  const { subject, obligation, viewpoint } = question;
  const stage = { position: viewpoint.knownAt };
  const rules = chronicle.rulesAt(stage);
  const [rule] = rules.named([obligation]);
  const standing = chronicle.standingAt(subject, stage);
  const { history, company } = standing;
  const derivation = rule && explain(history, rule, rules.calendars, viewpoint.validAt);
  if (rule === undefined || derivation === undefined || company === undefined) return undefined;
  const found = { ...question, chronicle, rule, standing, company, derivation };
  return {
    company,
    facts: Object.keys(derivation.facts),
    tell: (labelOf) => tell(found, labelOf),
  };
}

function tell(found: Found, labelOf: (fact: string) => Localized): Fields<WhyView> {
  const { chronicle, subject, obligation, viewpoint, company, derivation } = found;
  const { history } = found.standing;
  const { validAt } = viewpoint;
  const { predicate, run, segment } = derivation;
  const events = new EventsNamed((position) => chronicle.eventAt(position));
  const around = { facts: derivation.facts, labelOf, eventsOf: events.as('fact') };
  const spansOf = (all: typeof history.findings, part: 'finding' | 'waiver') =>
    spanViews(all, obligation, validAt, events.as(part));
  const introduced = history.introduced?.at;
  const view = {
    subject: subject.subject,
    company,
    kind: history.kind,
    obligation,
    status: statusOf(found),
    ...rulePart(found, events),
    ...(predicate && { predicate: predicateTree(predicate, around) }),
    ...(introduced === undefined ? {} : { introducedAt: instantText(introduced) }),
    facts: factViews(history, validAt, segment.missing ?? [], around),
    ...(run && { run: runView(run, events.as('run')) }),
    ...clockPart(found, events),
    findings: spansOf(history.findings, 'finding'),
    waivers: spansOf(history.waivers, 'waiver'),
    because: events.as('answer')(segment.because),
  };
  return { ...view, events: events.list() };
}

function statusOf({ chronicle, standing, rule, viewpoint }: Found): WhyView['status'] {
  const { validAt, knownAt } = viewpoint;
  const { calendars } = chronicle.rulesAt({ position: knownAt });
  const [timeline] = evaluate(standing.history, [rule], calendars);
  return told(answerAt(timeline?.segments ?? [], validAt), rule.timeZone);
}

function rulePart(found: Found, events: EventsNamed): Pick<Fields<WhyView>, 'rule'> {
  const { chronicle, obligation, rule, viewpoint, derivation } = found;
  const instrument = chronicle.instrumentOf(obligation, viewpoint.knownAt);
  const version = derivation.rule;
  if (version === undefined || instrument === undefined) return {};
  const state = fold('instruments', chronicle.knownAt(instrument, viewpoint.knownAt));
  const { versions = [] } = state.obligations.find((one) => one.obligation === obligation) ?? {};
  const recorded = versions.find((one) => one.version === version.version)?.rule;
  if (recorded === undefined) return {};
  const about = {
    instrument: instrument.slice(instrument.indexOf('/') + 1),
    state,
    inForce: isInForce(version, rule, viewpoint.validAt),
    eventsOf: events.as('rule'),
  };
  return { rule: ruleView(version, recorded, about) };
}

function clockPart(
  { chronicle, rule, viewpoint, derivation }: Found,
  events: EventsNamed,
): Pick<Fields<WhyView>, 'clock'> {
  const { clock, rule: version } = derivation;
  if (clock === undefined || version === undefined) return {};
  const view = clockView(clock, version.rule, rule.timeZone, (id) =>
    fold('calendars', chronicle.knownAt(`calendars/${id}`, viewpoint.knownAt)),
  );
  events.as('calendar')(view.years.flatMap(({ because }) => because.map((one) => one.position)));
  return { clock: view };
}
