import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ADMIN_KEY, newDataDirectory } from '../../start/edict-process.js';
import type { Settings } from '../../start/edict-process.js';
import { onDatabase } from '../checker/stored.js';
import type { FaultRow, Round, RoundResult } from '../row.js';
import { EmbeddedEdict } from '../setup/embedded-edict.js';
import { brokenBy } from '../setup/installation.js';
import { Load } from '../setup/load.js';
import { libfaketime, withoutFaketime } from '../setup/without.js';

/** Seconds before or after the true time, one jump after another. */
const JUMPS = [3_600, -7_200, 86_400 * 40, -60, 0] as const;
/** An answer that a read had to wait for longer waited for a clock. */
const FRESH_MAX_MS = 10_000;

export const JUMPING_CLOCK: FaultRow = {
  name: 'clock-jumps',
  fault: 'the clock of the machine jumps ahead and back (libfaketime)',
  missing: withoutFaketime,
  round: (round) => jump(round, {}),
  control: {
    broken: 'events are recorded with the time of the clock, whatever came before',
    finds: /^back in time: /,
    round: (round) => jump(round, brokenBy('records-the-clock')),
  },
};

async function jump(round: Round, broken: Settings): Promise<RoundResult> {
  const folder = await newDataDirectory();
  const clock = join(await newDataDirectory(), 'clock');
  await writeFile(clock, '+0');
  const edict = await EmbeddedEdict.start(round, folder, {
    ...broken,
    LD_PRELOAD: libfaketime() ?? '',
    FAKETIME_TIMESTAMP_FILE: clock,
    FAKETIME_NO_CACHE: '1',
    // Time-outs of libraries are by this clock, which no jump of the other one moves.
    FAKETIME_DONT_FAKE_MONOTONIC: '1',
    DONT_FAKE_MONOTONIC: '1',
  });
  const load = await Load.on(edict, round);
  const findings: string[] = [];
  const offs = new Set<number>();
  for (const seconds of JUMPS) {
    await load.goesOn(15);
    round.say(`the clock is ${seconds} s off`);
    await writeFile(clock, seconds < 0 ? String(seconds) : `+${seconds}`);
    await load.goesOn(15);
    findings.push(...(await fresh(edict)));
    offs.add(await hoursOff(edict));
  }
  if (offs.size < 3) findings.push('not hit: the server has not seen the clock jump');
  if (!(await edict.signsMore())) findings.push('unsigned: nothing more is signed');
  const did = `${JUMPS.length} jumps, ${load.writer.acknowledged} acknowledged`;
  return { did, findings: [...findings, ...(await load.findings())] };
}

/** Views follow, and a read that waits for them waits no longer than it should. */
async function fresh({ url, databaseUrl }: EmbeddedEdict): Promise<readonly string[]> {
  const head = await onDatabase(databaseUrl, async (client) => {
    const { rows } = await client.query<{ head: string }>(
      'select position as head from ledger.head',
    );
    return String(rows[0]?.head);
  });
  const before = performance.now();
  const answer = await fetch(`${url}/v1/companies?limit=1`, {
    headers: { authorization: `Bearer ${ADMIN_KEY}`, 'edict-min-position': head },
  });
  const tookMs = performance.now() - before;
  if (answer.status !== 200)
    return [`behind: a read that waits for ${head} is told ${answer.status}`];
  return tookMs > FRESH_MAX_MS ? [`slow: a read that waits took ${Math.round(tookMs)} ms`] : [];
}

async function hoursOff({ databaseUrl }: EmbeddedEdict): Promise<number> {
  const now = await onDatabase(databaseUrl, async (client) => {
    const { rows } = await client.query<{ now: Date }>('select clock_timestamp() as now');
    return rows[0]?.now.getTime() ?? 0;
  });
  return Math.round((now - Date.now()) / 3_600_000);
}
