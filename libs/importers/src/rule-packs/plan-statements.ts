import { isDeepStrictEqual } from 'node:util';
import type { JsonObject } from '#libs/ledger';
import type { Statement } from '../planning/statement.js';
import { isAt } from './account.js';
import type { Account } from './account.js';

/** Something that a pack says in so many words, so that other words correct it. */
export interface WantedStatement {
  readonly pointer: string;
  readonly type: string;
  readonly time: string;
  readonly data: JsonObject;
}

/** What happens at most once to a thing; anything else is told apart by its day. */
const ONCE = ['term.defined', 'instrument.published', 'instrument.repealed'];

/** What is new in what a pack says of a word or of an instrument itself. */
export function planStatements(
  account: Account,
  wanted: readonly WantedStatement[],
  pointer: string,
): void {
  for (const said of account.said) {
    if (!wanted.some((one) => isAbout(said, one))) account.retract(said, pointer);
  }
  for (const one of wanted) {
    const said = account.said.find((statement) => isAbout(statement, one));
    if (said === undefined) {
      account.say(one.type, one.time, one.data, one.pointer);
      continue;
    }
    const right = {
      ...(!isAt(said, one.time) && { time: one.time }),
      ...(!isDeepStrictEqual(said.data, one.data) && { data: one.data }),
    };
    if (Object.keys(right).length > 0) account.correct(said, right, one.pointer);
  }
}

function isAbout(said: Statement, { type, time }: WantedStatement): boolean {
  return said.type === type && (ONCE.includes(type) || isAt(said, time));
}
