import type { Bench } from '../bench.js';
import type { Paces } from '../rounds.js';
import type { Row } from '../row.js';
import { goalText, rateText, ratioText, verdictOn } from '../verdict.js';
import { CONCURRENT } from './appending.js';
import { appended, EDICT, ownStore } from './contenders.js';
import type { Entrants } from './contenders.js';
import { pgbench, pgbenchVersion } from './pgbench.js';
import type { PgbenchName } from './pgbench.js';

const BY_NODE = 'node pg';
const BY_PGBENCH: readonly PgbenchName[] = ['pgbench', 'pgbench bare'];
const QUICK_BY_PGBENCH: readonly PgbenchName[] = ['pgbench'];

/** Single events, 32 at once, against one insert for each transaction. */
export async function limitRows(bench: Bench): Promise<readonly Row[]> {
  const version = await pgbenchVersion();
  const { postgres, isQuick } = bench;
  const byPgbench = version === undefined ? [] : isQuick ? QUICK_BY_PGBENCH : BY_PGBENCH;
  const others: Entrants = {
    [BY_NODE]: () => ownStore(BY_NODE, 'plain-store.js', bench),
    ...Object.fromEntries(
      byPgbench.map((name) => [
        name,
        async () => pgbench(name, await postgres.empty(), postgres.folder),
      ]),
    ),
  };
  const { paces } = await appended(bench, others);
  return [limitRow(paces, version)];
}

function limitRow(paces: Paces, version = ''): Row {
  const limit = paces.has('pgbench') ? 'pgbench' : BY_NODE;
  const goal = { atLeast: 1.2, than: `${limit}, one insert for each transaction` };
  const ratio = paces.ratio(EDICT, limit);
  const others = ['pgbench', 'pgbench bare', BY_NODE].filter((name) => paces.has(name));
  const rates = others.map((name) => `${named(name, version)} ${rateText(paces.rate(name))}`);
  const none = version === '' ? ['no pgbench in the path'] : [];
  return {
    name: 'P1 append',
    measured: [
      `${rateText(paces.rate(EDICT))}, ${CONCURRENT} at once; ${ratioText(ratio)} ${limit}`,
      ...rates,
      ...none,
    ].join('; '),
    goal: goalText(goal),
    verdict: verdictOn(ratio.median, goal),
    numbers: paces.numbers(),
  };
}

/** `bare`: into a table with no index but its primary key. */
function named(name: string, version: string): string {
  return name === 'pgbench' ? `pgbench ${version}` : name;
}
