import { explanationOf, factsToLookUp, labelOfFact } from '#libs/compliance/pure';
import { canonicalBytes } from '#libs/ledger/pure';
import type { CompanyFold } from './company-fold.js';
import type { DutyState } from './states.js';

/** The duties whose status is explained: all but those that are met. */
export function unmetOf(states: readonly DutyState[]): readonly DutyState[] {
  return states.filter(({ answer }) => answer.status !== 'met');
}

/** How each of these statuses came about, down to events: canonical JSON, a line each. */
export function* derivationLines(
  fold: CompanyFold,
  states: readonly DutyState[],
  validAt: number,
): Generator<string> {
  const { chronicle, position: knownAt } = fold;
  for (const { subject, obligation } of states) {
    const question = { subject, obligation, viewpoint: { validAt, knownAt } };
    const explanation = explanationOf(chronicle, question);
    if (explanation === undefined) continue;
    const labels = fold.labels(factsToLookUp(explanation.facts));
    const why = explanation.tell((fact) => labelOfFact(fact, labels));
    yield `${canonicalBytes(why).toString('utf8')}\n`;
  }
}
