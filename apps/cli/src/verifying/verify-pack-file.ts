import { answerAboutPack } from '#libs/evidence/pure';
import { CannotRun } from '#libs/runtime';
import type { ExitCode } from '#libs/runtime';

interface PackOptions {
  readonly key: readonly string[];
  readonly since: readonly string[];
  readonly full?: true;
  readonly ledger?: true;
  readonly views?: true;
  readonly json?: true;
}

/** Prints what a pack is worth, as the verifier inside it would, and returns what to end with. */
export async function verifyPackFile(path: string, options: PackOptions): Promise<ExitCode> {
  const { key: keys, since, full, ledger, views, json } = options;
  if (full ?? ledger ?? views) {
    throw new CannotRun(
      'A pack is verified as a whole: --full, --ledger and --views are for a database.',
    );
  }
  const { text, exit } = await answerAboutPack({ path, keys, since, isJson: json === true });
  console.log(text);
  return exit;
}
