import { edict } from '../../start/edict-process.js';
import { onDatabase } from './stored.js';
import type { StoredEvent } from './stored.js';

/** Valid times of the writers' events lie before it. */
const LATE = '2100-01-01T00:00:00Z';
const DIFFERENCES_SHOWN = 3;

/** The whole of the views, as Edict itself verifies them in a process of its own. */
export async function verifyViews(databaseUrl: string): Promise<readonly string[]> {
  const { exit, output } = await edict(['verify', '--views'], { EDICT_DATABASE_URL: databaseUrl });
  if (exit === 0) return [];
  const lines = output.split('\n').filter((line) => /^ {2}(missing|unexpected)|not be/.test(line));
  return [`views: edict verify --views ends with ${String(exit)}`].concat(
    lines.slice(0, DIFFERENCES_SHOWN),
  );
}

/**
 * Compares one register with a fold that shares nothing with Edict: when which feature was
 * suspended, as known at each of these positions.
 */
export async function checkSuspensions(
  databaseUrl: string,
  events: readonly StoredEvent[],
  positions: readonly number[],
): Promise<readonly string[]> {
  return onDatabase(databaseUrl, async (client) => {
    const findings: string[] = [];
    for (const position of positions) {
      const { rows } = await client.query<{ line: string }>(STORED, [LATE, position]);
      const shown = rows.map(({ line }) => line).sort();
      const folded = suspensionsAt(events, position);
      const differing = folded
        .filter((line) => !shown.includes(line))
        .concat(shown.filter((line) => !folded.includes(line)));
      if (differing.length > 0 || shown.length !== folded.length) {
        const some = differing.slice(0, DIFFERENCES_SHOWN).join('; ');
        findings.push(`fold: suspensions as known at ${position} differ: ${some}`);
      }
    }
    return findings;
  });
}

const STORED = `
  select concat_ws(' ', "row" ->> 'system', "row" ->> 'feature',
    extract(epoch from ("row" ->> 'from')::timestamptz)::bigint,
    extract(epoch from ("row" ->> 'to')::timestamptz)::bigint) as line
  from compliance.register_row
  where register = 'feature-suspensions'
    and valid_from <= $1 and valid_to > $1 and known_from <= $2 and known_to > $2`;

interface Told {
  readonly type: string;
  readonly subject: string;
  readonly time: string;
  readonly position: number;
  readonly data: { readonly feature?: string };
}

/** For a world where all suspensions are by one, and no event is corrected. */
function suspensionsAt(events: readonly StoredEvent[], position: number): readonly string[] {
  const told = events
    .filter((event) => event.position <= position && event.type.startsWith('feature.'))
    .map(({ bytes }) => JSON.parse(bytes.toString('utf8')) as Told)
    .sort(byTime);
  const lines: string[] = [];
  const open = new Map<string, number>();
  for (const { type, subject, time, data } of told) {
    const name = `${subject.replace('systems/', '')} ${data.feature ?? ''}`;
    const seconds = Math.floor(Date.parse(time) / 1_000);
    const from = open.get(name);
    if (type === 'feature.suspended' && from === undefined) open.set(name, seconds);
    if (type !== 'feature.resumed' || from === undefined) continue;
    open.delete(name);
    lines.push(`${name} ${from} ${seconds}`);
  }
  return [...lines, ...[...open].map(([name, from]) => `${name} ${from}`)].sort();
}

function byTime(one: Told, other: Told): number {
  return Date.parse(one.time) - Date.parse(other.time) || one.position - other.position;
}
