import { Command } from 'commander';
import { Packer, packingFolder, readPackRequest, removeAbandonedPacks } from '#libs/evidence';
import type { MadePack, PackAsked } from '#libs/evidence';
import type { FoldOptions } from '#libs/compliance';
import { LedgerLog } from '#libs/ledger';
import { readyPersonalKey } from '#libs/personal';
import { CannotRun, EXIT } from '#libs/runtime';
import { withViews } from '../open-views.js';
import type { Surroundings } from '../open-views.js';
import type { Outcome } from '../outcome.js';
import { cannotBePacked } from '../packing/cannot-be-packed.js';
import { readSince } from '../packing/read-since.js';
import type { Contradiction } from '../packing/read-since.js';
import { refuseExisting, writeWhole } from '../packing/write-whole.js';
import type { WrittenFile } from '../packing/write-whole.js';

interface EvidenceOptions {
  readonly company?: string;
  readonly wholeLog?: true;
  readonly from?: string;
  readonly to?: string;
  readonly knownAt?: string;
  readonly since?: string;
  readonly accessedUntil?: string;
  readonly out?: string;
  readonly json?: true;
}

export function evidenceCommand(outcome: Outcome): Command {
  return new Command('evidence')
    .description('put the evidence about a company into one file that is verified offline')
    .option('--company <id>', 'the company')
    .option('--whole-log', 'every event of the ledger, in place of a company')
    .option('--from <time or date>', 'start of the period; by default a year before its end')
    .option('--to <time or date>', 'its end; by default when the last event was recorded')
    .option('--known-at <position or time>', 'what was known; by default all that is signed')
    .option('--since <file>', 'show that it begins with this checkpoint, kept elsewhere')
    .option('--accessed-until <time or date>', 'reads and papers up to then; by default now')
    .option('--out <file>', 'the file; by default <company>-evidence-<position>.zip')
    .option('--json', 'answer in JSON')
    .addHelpText('after', HELP)
    .action(async (options: EvidenceOptions) => {
      checkScope(options);
      if (options.out !== undefined) await refuseExisting(options.out);
      await withViews('evidence', options.json === true, (fold, around) =>
        cannotBePacked(pack(options, fold, around, outcome)),
      );
    });
}

const HELP = `
README.html in the file says what it proves, what it does not, and how to verify it. The file is there
whole or not at all. The same question at the same position with the same --accessed-until gives the
same bytes. A checkpoint must cover the position: the worker signs one when it is asked for.
Exit codes: 1 the checkpoint of --since contradicts this ledger, 2 the pack could not be made.`;

function checkScope({ company, wholeLog }: EvidenceOptions): void {
  if ((company === undefined) === (wholeLog === undefined)) {
    throw new CannotRun('Give either --company or --whole-log.');
  }
}

async function pack(
  options: EvidenceOptions,
  { pool, ledger }: FoldOptions,
  { config, progress }: Surroundings,
  outcome: Outcome,
): Promise<void> {
  const log = new LedgerLog(pool);
  try {
    const since = options.since === undefined ? undefined : await readSince(options.since, pool);
    if (typeof since === 'object') {
      console.error(linesOfContradiction(since).join('\n'));
      outcome.code = EXIT.wrong;
      return;
    }
    const around = { ledger, log, timeZone: config.timeZone, now: new Date() };
    const request = await readPackRequest({ ...askedBy(options), since }, around);
    const personalKey = await readyPersonalKey(config, pool);
    const folder = packingFolder(config.dataDir);
    await removeAbandonedPacks(folder);
    const packer = new Packer(pool, ledger, log, { personalKey, folder });
    const made = await packer.pack(request, ({ what, done, total }) => {
      progress.show({ what, done, total });
    });
    progress.end();
    tell(made, await write(made, options), options);
  } finally {
    log.close();
  }
}

function askedBy({ company, from, to, knownAt, accessedUntil }: EvidenceOptions): PackAsked {
  const known = knownAt !== undefined && /^\d+$/.test(knownAt) ? `position:${knownAt}` : knownAt;
  return { company, from, to, knownAt: known, accessedUntil };
}

async function write({ question, bytes }: MadePack, { out }: EvidenceOptions) {
  const name = `${question.company ?? 'ledger'}-evidence-${question.position}.zip`;
  const path = out ?? name;
  await refuseExisting(path).catch((error: unknown) => {
    bytes.destroy();
    throw error;
  });
  return writeWhole(path, bytes);
}

function tell(made: MadePack, written: WrittenFile, { json }: EvidenceOptions): void {
  const { question, covered, events } = made;
  if (json) {
    console.log(JSON.stringify({ ...written, question, events, covered }));
    return;
  }
  const of = question.company === undefined ? 'the whole ledger' : question.company;
  console.log(
    `${written.file}: ${events} events of ${of} up to position ${question.position}, in a ` +
      `checkpoint over ${covered}; ${written.bytes} bytes.`,
  );
  console.log(`SHA-256: ${written.sha256}`);
}

function linesOfContradiction({ what, notes }: Contradiction): readonly string[] {
  const shown = notes.flatMap((note) => note.trimEnd().split('\n'));
  return [what, ...shown.map((line) => `    | ${line}`)];
}
