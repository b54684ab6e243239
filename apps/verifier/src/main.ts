import { parseArgs } from 'node:util';
import { answerAboutPack, PACK_EXIT } from '#libs/evidence/pure';

const USAGE = `Verifies an evidence pack of Edict, offline and without trusting whoever made it.

  node verify.mjs <pack.zip> --key <verifier key> [--since <older checkpoint>] [--json]

  --key    trust this key, which must come from elsewhere than the pack; may be repeated
  --since  a signed checkpoint that was kept elsewhere, or a folder of them; may be repeated
  --json   answer in JSON

Exit codes: 0 verified, 1 tampered, 2 malformed or used wrongly, 3 weaker than asked.`;

interface Given {
  readonly path: string;
  readonly keys: readonly string[];
  readonly since: readonly string[];
  readonly isJson: boolean;
}

process.exitCode = await main(process.argv.slice(2));

async function main(args: readonly string[]): Promise<number> {
  const given = argumentsOf(args);
  if (typeof given === 'string') {
    process.stderr.write(`${given}\n\n${USAGE}\n`);
    return PACK_EXIT.unusable;
  }
  const { text, exit } = await answerAboutPack(given);
  process.stdout.write(`${text}\n`);
  return exit;
}

/** Or what is wrong with them. */
function argumentsOf(args: readonly string[]): Given | string {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        key: { type: 'string', multiple: true, default: [] },
        since: { type: 'string', multiple: true, default: [] },
        json: { type: 'boolean', default: false },
      },
    });
    const [path, ...more] = positionals;
    if (path === undefined || more.length > 0) return 'Name one pack.';
    return { path, keys: values.key, since: values.since, isJson: values.json };
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
