import { execFileSync } from 'node:child_process';
import { closeSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { newDataDirectory } from '../../start/edict-process.js';
import type { Settings } from '../../start/edict-process.js';
import type { FaultRow, Round, RoundResult } from '../row.js';
import { EmbeddedEdict } from '../setup/embedded-edict.js';
import { brokenBy } from '../setup/installation.js';
import { Load } from '../setup/load.js';
import { withoutRoot } from '../setup/without.js';

const DISK = '160m';
const FULL_MS = 8_000;
const PIECE = Buffer.alloc(64 * 1024, 1);

export const FULL_DISK: FaultRow = {
  name: 'disk-full',
  fault: 'the disk is full',
  missing: withoutRoot,
  round: (round) => fill(round, {}),
  control: {
    broken: 'the API takes commits that failed for made',
    finds: /^(lost|moved): /,
    round: (round) => fill(round, brokenBy('believes-commits')),
  },
};

async function fill(round: Round, broken: Settings): Promise<RoundResult> {
  const disk = await newDataDirectory();
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${DISK},mode=755`, 'tmpfs', disk]);
  round.atEnd(() => execFileSync('umount', ['--lazy', disk]));
  const edict = await EmbeddedEdict.start(round, disk, broken);
  const load = await Load.on(edict, round);
  await load.goesOn(30);
  round.say('the disk is full');
  const filler = join(disk, 'filler');
  const findings: string[] = [];
  const until = performance.now() + FULL_MS;
  while (performance.now() < until) {
    fillUp(filler);
    await pause(100);
  }
  const { unanswered, withoutRetryAfter } = load.writer;
  if (!unanswered.has('503')) findings.push('full: nobody was told 503');
  if (withoutRetryAfter > 0) findings.push(`full: ${withoutRetryAfter} times without Retry-After`);
  for (const [why, count] of unanswered) {
    if (why !== '503') findings.push(`full: ${count} times ${why} in place of 503`);
  }
  round.say('there is room again');
  rmSync(filler);
  await load.goesOn(20);
  if (!(await edict.signsMore()))
    findings.push('unsigned: nothing is signed after the disk was full');
  const told = [...unanswered].map(([why, count]) => `${count} ${why}`).join(', ');
  const did = `${load.writer.acknowledged} acknowledged, ${told || 'nothing'} while full`;
  return { did, findings: [...findings, ...(await load.findings())] };
}

/** To the last byte; a file that is there grows. */
function fillUp(path: string): void {
  const file = openSync(path, 'a');
  try {
    for (;;) writeSync(file, PIECE);
  } catch {
    // It is full now.
  } finally {
    closeSync(file);
  }
}
