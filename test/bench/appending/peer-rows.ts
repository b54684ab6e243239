import { join } from 'node:path';
import type { Bench } from '../bench.js';
import { ProcessContender } from '../contender.js';
import { installPeers, NOT_MEASURED, PEER_STORES, PEERS } from '../peers.js';
import type { Paces } from '../rounds.js';
import type { Row } from '../row.js';
import { rateText, ratioText, verdictOn } from '../verdict.js';
import { appended, EDICT } from './contenders.js';
import type { Appended, Entrants } from './contenders.js';

const EMMETT = 'Emmett';
const BEST_GOAL = 3;
const EMMETT_GOAL = 6;

/** Single events, 32 at once, against other event stores. */
export async function peerRows(bench: Bench): Promise<readonly Row[]> {
  const missing = await installPeers(bench.say);
  const start = (name: string, file: string) => async () => {
    if (missing !== undefined) throw new Error(missing);
    return ProcessContender.start(name, join(PEERS, file), await bench.postgres.bare());
  };
  const others: Entrants = Object.fromEntries(
    Object.entries(PEER_STORES).map(([name, file]) => [name, start(name, file)]),
  );
  return [peerRow(await appended(bench, others))];
}

function peerRow({ paces, absent }: Appended): Row {
  const peers = Object.keys(PEER_STORES).filter((name) => paces.has(name));
  const rates = peers.map(
    (name) => `${ratioText(paces.ratio(EDICT, name))} ${name} (${rateText(paces.rate(name))})`,
  );
  const reasons = Object.entries({ ...absent, ...NOT_MEASURED }).map(
    ([name, reason]) => `${name} not measured: ${reason}`,
  );
  return {
    name: 'P2 peers',
    measured: [rateText(paces.rate(EDICT)), ...rates, ...reasons].join('; '),
    goal: `at least ${BEST_GOAL} times the best, ${EMMETT_GOAL} times ${EMMETT}`,
    verdict: verdictOnPeers(paces, peers),
    numbers: paces.numbers(),
  };
}

function verdictOnPeers(paces: Paces, peers: readonly string[]): string {
  const rate = (name: string): number => paces.rate(name).median;
  const [best] = peers.toSorted((one, other) => rate(other) - rate(one));
  if (best === undefined) return 'no peer was measured';
  const missed = [
    ...missedBy(paces, best, BEST_GOAL),
    ...(peers.includes(EMMETT) ? missedBy(paces, EMMETT, EMMETT_GOAL) : []),
  ];
  return missed.length === 0 ? 'met' : missed.join('; ');
}

function missedBy(paces: Paces, peer: string, atLeast: number): readonly string[] {
  const verdict = verdictOn(paces.ratio(EDICT, peer).median, { atLeast, than: peer });
  return verdict === 'met' ? [] : [`${peer}: ${verdict}`];
}
