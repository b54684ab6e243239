import { join } from 'node:path';
import type { Bench } from '../bench.js';
import { ProcessContender } from '../contender.js';
import type { Contender } from '../contender.js';
import { messageOf } from '../measuring.js';
import { inTurns } from '../rounds.js';
import type { Paces, Rounds } from '../rounds.js';

const HERE = join('dist', 'test', 'bench', 'appending');
const QUICK: Rounds = { counted: 3, amount: 700, warmUp: true };
const WHOLE: Rounds = { counted: 5, amount: 5_000, warmUp: true };

export const EDICT = 'Edict';

export interface Appended {
  readonly paces: Paces;
  /** Why some could not be measured. */
  readonly absent: Readonly<Record<string, string>>;
}

export type Entrants = Readonly<Record<string, () => Promise<Contender>>>;

/**
 * Edict and others in turns. Every one has a database of its own on the same server, and as many
 * connections as it wants; only few at a time, for a server has a hundred.
 */
export async function appended(bench: Bench, others: Entrants): Promise<Appended> {
  const contenders: Contender[] = [];
  const absent: Record<string, string> = {};
  try {
    contenders.push(await ownStore(EDICT, 'edict-store.js', bench));
    for (const [name, start] of Object.entries(others)) {
      try {
        contenders.push(await start());
      } catch (error) {
        absent[name] = messageOf(error);
      }
    }
    bench.say(`appending: ${contenders.map(({ name }) => name).join(', ')}`);
    const paces = await inTurns(contenders, bench.isQuick ? QUICK : WHOLE, bench.say);
    return { paces, absent };
  } finally {
    for (const contender of contenders) await contender.end();
  }
}

export async function ownStore(
  name: string,
  file: string,
  { postgres }: Bench,
): Promise<Contender> {
  return ProcessContender.start(name, join(HERE, file), await postgres.empty());
}
