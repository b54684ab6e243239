import type { Ledger } from '#libs/ledger';
import { CannotRun } from '#libs/runtime';
import { CompanyLife, type Generated } from './company-life.js';
import { HouseRules } from './house-rules.js';
import { SeededRandom } from './random.js';

const APPEND_EVENTS = 1_000;
const OTHERS_THERE =
  'The ledger holds made-up events of another seed or number of companies. Use a database of its own.';
/** How often the ledger tells of rules, evenly from its start to its end. */
const RULE_EVENTS = 8;
/** Appends that wait at once; the ledger carries them in order. */
const APPENDS_AHEAD = 4;

export interface GenerateOptions {
  readonly events: number;
  readonly companies: number;
  /** The same seed gives the same events. */
  readonly seed: number;
  readonly onProgress?: (done: number) => void;
}

/** What a ledger of many companies would hold: a few have very much, most have little. */
export function* generated({ events, companies, seed }: GenerateOptions): Generator<Generated> {
  const random = new SeededRandom(seed);
  const lives = Array.from({ length: companies }, (_, index) => new CompanyLife(index, random));
  const rules = new HouseRules();
  const ruleEvery = Math.ceil(events / RULE_EVENTS);
  for (let count = 0; count < events; count += 1) {
    if (count % ruleEvery === 0) {
      yield { event: rules.next() };
      continue;
    }
    const place = count - Math.floor(count / ruleEvery) - 1;
    const life = place < companies ? lives[place] : lives[skewed(random, companies)];
    if (life !== undefined) yield life.next();
  }
}

/** Company sizes fall off like a power: the tenth part of them has about a third of all events. */
function skewed(random: SeededRandom, companies: number): number {
  return Math.min(companies - 1, Math.floor(companies * random.next() ** 2));
}

/**
 * Appends generated events. Every event is one that could have been recorded.
 * @throws CannotRun where others were generated before
 */
export async function generate(ledger: Ledger, options: GenerateOptions): Promise<number> {
  const waiting: Promise<void>[] = [];
  let done = 0;
  const append = async (part: readonly Generated[]): Promise<void> => {
    const verdict = await ledger.append({
      proposals: part.map(({ event }) => ({ event })),
      claims: part.flatMap(({ event, claim }) =>
        claim === undefined ? [] : [{ name: claim, holder: event.subject }],
      ),
    });
    if (verdict.outcome !== 'recorded') throw new CannotRun(OTHERS_THERE);
    done += part.length;
    options.onProgress?.(done);
  };
  for (const part of parts(generated(options))) {
    waiting.push(append(part));
    if (waiting.length >= APPENDS_AHEAD) await waiting.shift();
  }
  await Promise.all(waiting);
  return done;
}

function* parts(events: Iterable<Generated>): Generator<readonly Generated[]> {
  let part: Generated[] = [];
  for (const event of events) {
    part.push(event);
    if (part.length < APPEND_EVENTS) continue;
    yield part;
    part = [];
  }
  if (part.length > 0) yield part;
}
