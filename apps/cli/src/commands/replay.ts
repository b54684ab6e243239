import { Command } from 'commander';
import {
  CompanyHistories,
  FrameDigest,
  HISTORY_VIEWS,
  Registers,
  RulesOverTime,
  STATUS_VIEWS,
} from '#libs/compliance';
import type { ComparedDuties, Viewpoint } from '#libs/compliance';
import type { Ledger } from '#libs/ledger';
import { EXIT } from '#libs/runtime';
import type pg from 'pg';
import { withViews } from '../open-views.js';
import type { Outcome } from '../outcome.js';
import { cannotBeAnswered } from '../replaying/cannot-be-answered.js';
import { linesOfComparison, linesOfFrame } from '../replaying/told-frame.js';

interface ReplayOptions {
  readonly company: string;
  readonly until?: string;
  readonly at?: string;
  readonly compare?: true;
  readonly json?: true;
}

export function replayCommand(outcome: Outcome): Command {
  return new Command('replay')
    .description('step through the events of a company, each with the statuses that it changed')
    .requiredOption('--company <id>', 'the company')
    .option('--until <position or time>', 'the last event; by default all that is recorded')
    .option('--at <time or date>', 'valid time of the statuses; by default when the last event was')
    .option('--compare', 'compare the stored views of the company with a fold of its events')
    .option('--json', 'answer in JSON: a line per frame, then one with the digest')
    .addHelpText('after', HELP)
    .action(async (options: ReplayOptions) => {
      await withViews('replay', true, async ({ pool, ledger }, { config }) => {
        const registers = new Registers(pool, ledger, { timeZone: config.timeZone });
        await cannotBeAnswered(replay(options, registers, pool, ledger, outcome));
      });
    });
}

const HELP = `
Events are in the order in which they were recorded. --until 1234 tells what was known once event
1234 was recorded, and --at what is known then about another time. The digest is the SHA-256 of the
frames in canonical JSON, a line each: the same events give the same one, on any machine. With
--compare all stretches of valid time are compared as known at --until; exit code 1: they differ.`;

async function replay(
  options: ReplayOptions,
  registers: Registers,
  pool: pg.Pool,
  ledger: Ledger,
  outcome: Outcome,
): Promise<void> {
  const histories = new CompanyHistories(pool, ledger, new RulesOverTime(ledger));
  const viewpoint = await viewpointOf(options, registers, ledger);
  const compared = options.compare
    ? await histories.compare(options.company, viewpoint.knownAt)
    : undefined;
  await tellFrames(options, histories, viewpoint, compared);
  if (compared && compared.differences.length > 0) outcome.code = EXIT.wrong;
}

/** The moment of asking changes nothing that a replay shows. */
async function viewpointOf(
  { until, at, compare }: ReplayOptions,
  registers: Registers,
  ledger: Ledger,
): Promise<Viewpoint> {
  const known = until !== undefined && /^\d+$/.test(until) ? `position:${until}` : until;
  const views = compare ? STATUS_VIEWS : HISTORY_VIEWS;
  const { knownAt, validAt } = await registers.asOf(at, known, views);
  const last = at === undefined ? await ledger.at(knownAt) : undefined;
  return { knownAt, validAt: Date.parse(last?.event.recordedtime ?? validAt) };
}

async function tellFrames(
  { company, json }: ReplayOptions,
  histories: CompanyHistories,
  viewpoint: Viewpoint,
  compared: ComparedDuties | undefined,
): Promise<void> {
  const digest = new FrameDigest();
  let frames = 0;
  for await (const frame of await histories.replay(company, viewpoint)) {
    const line = digest.take(frame);
    frames += 1;
    console.log(json ? line : linesOfFrame(frame).join('\n'));
  }
  const validAt = new Date(viewpoint.validAt).toISOString();
  const sha256 = digest.end();
  const until = viewpoint.knownAt;
  if (json) {
    console.log(JSON.stringify({ company, until, at: validAt, frames, sha256, compared }));
    return;
  }
  console.log(`${frames} events of ${company} up to position ${until}, statuses as of ${validAt}.`);
  if (compared) console.log(linesOfComparison(compared).join('\n'));
  console.log(`SHA-256 of the frames: ${sha256}`);
}
