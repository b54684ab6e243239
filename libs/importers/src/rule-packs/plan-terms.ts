import { isDeepStrictEqual } from 'node:util';
import { knownSet } from '#libs/governance';
import { Account } from './account.js';
import type { PackEvent } from './account.js';
import { earliestTime } from './day-times.js';
import type { TimesOf } from './day-times.js';
import type { PackRecord } from './pack-record.js';
import { planStatements } from './plan-statements.js';
import { termSubjectOf } from './rule-pack.js';
import type { RulePack } from './rule-pack.js';

const TYPE = 'term.defined';
/** A pack of nothing but words names no day; a word is as old as one likes. */
const LONG_AGO = '1970-01-01T00:00:00Z';

/** What is new in the words of a pack. A word that others declared alike is declared. */
export function planTerms(
  pack: RulePack,
  source: string,
  record: PackRecord,
  timesOf: TimesOf,
): readonly PackEvent[] {
  const earliest = earliestTime(pack, timesOf) ?? LONG_AGO;
  return pack.terms.flatMap((term) => {
    const { fields, pointer } = term;
    const subject = termSubjectOf(term);
    const history = record.history(subject);
    const account = new Account({ source, subject, thing: subject }, history);
    const [said] = account.said;
    const declared = knownSet(history).filter(({ type }) => type === TYPE);
    if (said === undefined && declared.some(({ data }) => isDeepStrictEqual(data, fields))) {
      return [];
    }
    // The first day of a pack may change; since when a word is declared does not.
    const time = said?.time ?? earliest;
    planStatements(account, [{ type: TYPE, time, data: fields, pointer }], pointer);
    return account.anew;
  });
}
