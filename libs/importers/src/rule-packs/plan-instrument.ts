import { Account } from './account.js';
import type { PackEvent } from './account.js';
import type { TimeOf } from './day-times.js';
import type { PackRecord } from './pack-record.js';
import { planObligation } from './plan-obligation.js';
import { planStatements } from './plan-statements.js';
import type { PackInstrument } from './rule-pack.js';

/** What is new in what a pack says of an instrument and of the obligations that it lays down. */
export function planInstrument(
  { instrument, pointer, steps, obligations }: PackInstrument,
  source: string,
  record: PackRecord,
  timeOf: TimeOf,
): readonly PackEvent[] {
  const subject = `instruments/${instrument}`;
  const history = record.history(subject);
  const itself = new Account({ source, subject, thing: subject }, history);
  const wanted = steps.map(({ type, from, fields, pointer: at }) => ({
    type,
    time: timeOf(from),
    data: fields,
    pointer: at,
  }));
  planStatements(itself, wanted, pointer);
  const duties = obligations.flatMap((obligation) => {
    const thing = `obligations/${obligation.obligation}`;
    const account = new Account({ source, subject, thing }, history);
    planObligation(account, obligation, timeOf);
    return account.anew;
  });
  return [...itself.anew, ...duties];
}
