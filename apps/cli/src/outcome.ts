import { EXIT } from '#libs/runtime';
import type { ExitCode } from '#libs/runtime';

/** What a command that ran to its end wants the process to end with. */
export class Outcome {
  code: ExitCode = EXIT.done;
}
