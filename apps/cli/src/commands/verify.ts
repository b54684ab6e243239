import { Command } from 'commander';
import { verifyViews, type FoldOptions } from '#libs/compliance';
import type { VerifiedLedger } from '#libs/ledger';
import { EXIT } from '#libs/runtime';
import type { ExitCode } from '#libs/runtime';
import { withViews, type Surroundings } from '../open-views.js';
import type { Outcome } from '../outcome.js';
import { jsonOf, linesOf, type Verified } from '../verifying/report.js';
import { verifyPackFile } from '../verifying/verify-pack-file.js';
import { verifyStoredLedger } from '../verifying/verify-stored-ledger.js';

interface VerifyOptions {
  readonly key: readonly string[];
  readonly since: readonly string[];
  readonly full?: true;
  readonly ledger?: true;
  readonly views?: true;
  readonly json?: true;
}

export function verifyCommand(outcome: Outcome): Command {
  return new Command('verify')
    .description('verify the ledger, what was signed of it, and its views; or an evidence pack')
    .argument('[pack]', 'an evidence pack, which is verified offline')
    .option('--key <verifier key>', 'trust this key, from elsewhere; may be repeated', more, [])
    .option('--since <file>', 'hold it against a checkpoint kept elsewhere; repeatable', more, [])
    .option('--full', 'hash every event, also those that an earlier run has verified')
    .option('--ledger', 'the ledger only')
    .option('--views', 'the views only')
    .option('--json', 'answer in JSON')
    .addHelpText('after', HELP)
    .action(async (pack: string | undefined, options: VerifyOptions) => {
      if (pack !== undefined) {
        outcome.code = await verifyPackFile(pack, options);
        return;
      }
      const isSilent = options.json === true;
      const verified = await withViews('verify', isSilent, (fold, around) =>
        verify(options, fold, around),
      );
      console.log(isSilent ? JSON.stringify(jsonOf(verified)) : linesOf(verified).join('\n'));
      outcome.code = codeOf(verified);
    });
}

const HELP = `
Reads what is stored and names what is wrong, event by event and row by row; recording and reading
go on meanwhile. Events that an earlier run has verified up to a checkpoint are not hashed again
without --full. Without --key the keys are those that stand in the database itself, which proves
less. --since takes a signed checkpoint (/v1/log/checkpoint), or a folder of them.
Exit codes: 1 something is wrong, 2 it could not be verified, 3 nothing is wrong, but no key was
given, nothing is signed yet, or events that a --since covers were lost, as the ledger says. What is
wrong with views "edict rebuild" puts right.

With a pack, that file alone is verified and no database is needed: "edict verify pack.zip --key
<verifier key>", best with a checkpoint from elsewhere (--since). 0 verified, 1 tampered, 2 malformed
or used wrongly, 3 weaker than asked. The verify.mjs inside a pack does the same without Edict.`;

function more(value: string, before: readonly string[]): readonly string[] {
  return [...before, value];
}

async function verify(
  { key, since, full, ...only }: VerifyOptions,
  fold: FoldOptions,
  around: Surroundings,
): Promise<Verified> {
  const isAll = only.ledger === only.views;
  const asked = { keys: key, since, isFull: full === true };
  const stored = isAll || only.ledger ? await verifyStoredLedger(fold, asked, around) : undefined;
  if (!(isAll || only.views)) return { ...stored };
  try {
    return { ...stored, views: await verifyViews(fold) };
  } catch (error) {
    // Events that are damaged may not be possible to fold; what is wrong with them is known.
    if (stored === undefined || stored.ledger.faultCount === 0) throw error;
    return { ...stored, notFolded: error instanceof Error ? error.message : String(error) };
  }
}

function codeOf({ ledger, heads, views, notFolded }: Verified): ExitCode {
  const faultCount = (ledger?.faultCount ?? 0) + (heads?.faults.length ?? 0);
  const isSound = faultCount === 0 && views?.isSound !== false;
  if (!isSound || notFolded !== undefined) return EXIT.wrong;
  return ledger !== undefined && isWeaker(ledger) ? EXIT.weaker : EXIT.done;
}

function isWeaker({ trust, signed, lost }: VerifiedLedger): boolean {
  return trust !== 'given' || signed === 0 || lost.length > 0;
}
