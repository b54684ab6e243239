import type { JsonObject } from '#libs/ledger';
import { isAt } from './account.js';
import type { Account } from './account.js';
import type { PackObligation, PackStep } from './rule-pack.js';
import { amended, changesBetween } from './wording.js';

type TimeOf = (day: string) => string;

const DEFINED = 'obligation.defined';
const AMENDED = 'obligation.amended';
const WITHDRAWN = 'obligation.withdrawn';

/**
 * What is new in what a pack says of an obligation. A new wording amends the one valid from the same
 * day; a day that moved is a correction, and a day that the pack no longer gives a retraction.
 */
export function planObligation(account: Account, wanted: PackObligation, timeOf: TimeOf): void {
  planDefinition(account, wanted, timeOf);
  planWordings(account, wanted, timeOf);
  planWithdrawal(account, wanted, timeOf);
}

function planDefinition(
  account: Account,
  { obligation, pointer, from, fields }: PackObligation,
  timeOf: TimeOf,
): void {
  const time = timeOf(from);
  const definition = account.said.find(({ type }) => type === DEFINED);
  if (definition === undefined) {
    account.say(DEFINED, time, { obligation, ...fields }, pointer);
  } else if (!isAt(definition, time)) {
    account.correct(definition, { time }, pointer);
  }
}

function planWordings(account: Account, wanted: PackObligation, timeOf: TimeOf): void {
  const { obligation, pointer, amendments } = wanted;
  const steps: readonly PackStep[] = [wanted, ...amendments];
  for (const one of account.said.filter(({ type }) => type === AMENDED)) {
    if (!steps.some(({ from }) => isAt(one, timeOf(from)))) account.retract(one, pointer);
  }
  let wording: JsonObject = { obligation };
  for (const step of steps) {
    wording = amended(wording, step.fields);
    const time = timeOf(step.from);
    const changes = changesBetween(wordingAt(time, account), wording);
    if (Object.keys(changes).length === 0) continue;
    account.say(AMENDED, time, { obligation, ...changes }, step.pointer);
  }
}

/** As the rulebook reads it: a definition begins anew, an amendment changes what there is. */
function wordingAt(time: string, { said }: Account): JsonObject {
  return said
    .filter((one) => Date.parse(one.time) <= Date.parse(time))
    .reduce<JsonObject>(
      (wording, { type, data }) => (type === DEFINED ? data : amended(wording, data)),
      {},
    );
}

function planWithdrawal(
  account: Account,
  { obligation, pointer, withdrawn }: PackObligation,
  timeOf: TimeOf,
): void {
  const said = account.said.find(({ type }) => type === WITHDRAWN);
  if (withdrawn === undefined) {
    if (said !== undefined) account.retract(said, pointer);
    return;
  }
  const time = timeOf(withdrawn.from);
  if (said === undefined) account.say(WITHDRAWN, time, { obligation }, withdrawn.pointer);
  else if (!isAt(said, time)) account.correct(said, { time }, withdrawn.pointer);
}
