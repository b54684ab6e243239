import { defineEvent } from '../catalogue/event-type.js';
import type { EventType, Known, Proposal, Rejected } from '../catalogue/event-type.js';
import { rejected } from '../catalogue/rejected.js';
import { describe } from '../fields/describe.js';
import { Id } from '../fields/fields.js';
import { ownFields, Payload } from '../payload/payload.js';
import { isRecordedRule, ruleProblems } from '../rules/recorded-rule.js';
import { ruleTerms } from '../rules/rule-terms.js';
import type { InstrumentState, ObligationState } from '../states/instrument-state.js';
import { occurrenceOf } from '../states/occurrence.js';
import type { Occurrence } from '../states/occurrence.js';
import { parseSubject } from '../subject/subject.js';
import { RulePayload } from './rule-payload.js';

export class ObligationDefined extends RulePayload {}

export class ObligationAmended extends RulePayload {}

export class ObligationWithdrawn extends Payload {
  @describe('The obligation that no longer is one: its id.')
  @Id()
  readonly obligation!: string;
}

const subject = 'instruments/cn-label-2025';
const obligation = 'cn-label-4';

const obligationDefined = defineEvent<ObligationDefined>({
  type: 'obligation.defined',
  title: { en: 'Obligation defined', zh: '义务定义' },
  version: 1,
  payload: ObligationDefined,
  example: {
    subject,
    time: '2025-03-14T00:00:00+08:00',
    data: {
      obligation,
      title: { en: 'Explicit labels on generated content', zh: '添加显式标识' },
      provision: '4',
      kind: 'standing',
      binds: 'system',
      appliesWhen: {
        all: [
          { fact: 'roles', has: 'service-provider' },
          { fact: 'capabilities', hasAny: ['video-generation', 'voice-cloning'] },
          { fact: 'available', is: true },
        ],
      },
      inForce: { from: '2025-09-01' },
      due: { immediately: true },
      satisfiedBy: [{ type: 'measure.adopted', where: { measure: 'label.explicit' } }],
      undoneBy: [{ type: 'measure.withdrawn', where: { measure: 'label.explicit' } }],
      breachedBy: [
        { type: 'measure.checked', where: { measure: 'label.explicit', outcome: 'fail' } },
      ],
      force: 'binding',
      grade: 'quoted',
      url: 'https://www.cac.gov.cn/2025-03/14/c_1743654684782215.htm',
    },
  },
  terms: ruleTerms,
  claims: ({ obligation: id }) => [
    { name: `obligation/${id}`, pointer: '/data/obligation', code: 'already-exists' },
  ],
  looksBack: true,
  decide: (proposal, known) => {
    const { obligation: id, ...rule } = ownFields(proposal.data);
    return definedOn(proposal, known) === undefined
      ? invalidRule(rule, known)
      : rejected('already-exists', `${id} is defined already.`, '/data/obligation');
  },
  evolve: {
    instruments: (state, event) => {
      const { obligation: id, ...rule } = ownFields(event.data);
      return withVersion(state, id, rule, occurrenceOf(event));
    },
  },
});

const obligationAmended = defineEvent<ObligationAmended>({
  type: 'obligation.amended',
  title: { en: 'Obligation amended', zh: '义务修订' },
  version: 1,
  payload: ObligationAmended,
  example: {
    subject,
    time: '2026-01-01T00:00:00+08:00',
    data: { obligation, provision: '4(1)', due: null },
  },
  terms: ruleTerms,
  looksBack: true,
  decide: (proposal, known) => {
    const { obligation: id, ...changes } = ownFields(proposal.data);
    // A withdrawn one had wordings before, which news may still amend.
    const current = everDefinedOn(proposal, known);
    if (current === undefined) return unknownObligation(id);
    return invalidRule(merged(current.versions.at(-1)?.rule ?? {}, changes), known);
  },
  evolve: {
    instruments: (state, event) => {
      const { obligation: id, ...changes } = ownFields(event.data);
      const current = standing(state, id);
      if (current === undefined) return state;
      const rule = merged(current.versions.at(-1)?.rule ?? {}, changes);
      return withVersion(state, id, rule, occurrenceOf(event));
    },
  },
});

const obligationWithdrawn = defineEvent<ObligationWithdrawn>({
  type: 'obligation.withdrawn',
  title: { en: 'Obligation withdrawn', zh: '义务撤销' },
  version: 1,
  payload: ObligationWithdrawn,
  example: { subject, time: '2030-01-01T00:00:00+08:00', data: { obligation } },
  looksBack: true,
  decide: (proposal, known) => {
    const isDefined = everDefinedOn(proposal, known) !== undefined;
    return isDefined ? undefined : unknownObligation(proposal.data.obligation);
  },
  evolve: {
    instruments: (state, event) => {
      const current = standing(state, event.data.obligation);
      if (current === undefined) return state;
      return withObligation(state, { ...current, withdrawn: occurrenceOf(event) });
    },
  },
});

export const EVENT_TYPES: readonly EventType[] = [
  obligationDefined,
  obligationAmended,
  obligationWithdrawn,
];

function definedOn(
  proposal: Proposal<{ readonly obligation: string }>,
  known: Known,
): ObligationState | undefined {
  return standing(known.state('instruments', idOf(proposal)), proposal.data.obligation);
}

function everDefinedOn(
  proposal: Proposal<{ readonly obligation: string }>,
  known: Known,
): ObligationState | undefined {
  const { obligations } = known.state('instruments', idOf(proposal));
  return obligations.find((one) => one.obligation === proposal.data.obligation);
}

function idOf({ subject: stream }: Proposal): string {
  return parseSubject(stream)?.id ?? '';
}

function unknownObligation(id: string): Rejected {
  return rejected('unknown-obligation', `${id} is not defined here.`, '/data/obligation');
}

function invalidRule(rule: object, known: Known): Rejected | undefined {
  const problems = ruleProblems(rule, { isType: (type) => known.hasType(type) });
  const [first] = problems;
  if (first === undefined) return undefined;
  const { pointer, message } = first;
  return { ...rejected('invalid-rule', `The rule does not parse: ${message}`, pointer), problems };
}

/** Top-level fields replace those of the rule; `null` removes one. */
function merged(rule: object, changes: object): object {
  const fields: readonly (readonly [string, unknown])[] = Object.entries({ ...rule, ...changes });
  return Object.fromEntries(fields.filter(([, value]) => value !== null));
}

function standing(state: InstrumentState, id: string): ObligationState | undefined {
  return state.obligations.find((one) => one.obligation === id && one.withdrawn === undefined);
}

function withVersion(
  state: InstrumentState,
  id: string,
  rule: object,
  from: Occurrence,
): InstrumentState {
  // A rule that no longer parses where it stands, since news came out of order, has no effect.
  if (!isRecordedRule(rule)) return state;
  const versions = state.obligations.find((one) => one.obligation === id)?.versions ?? [];
  const version = { version: versions.length + 1, rule, from };
  return withObligation(state, { obligation: id, versions: [...versions, version] });
}

function withObligation(state: InstrumentState, next: ObligationState): InstrumentState {
  const isIt = (one: ObligationState): boolean => one.obligation === next.obligation;
  return {
    ...state,
    obligations: state.obligations.some(isIt)
      ? state.obligations.map((one) => (isIt(one) ? next : one))
      : [...state.obligations, next],
  };
}
