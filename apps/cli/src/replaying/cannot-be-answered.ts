import { InvalidAsOf, NotKnown, NotYetProjected, UnknownPosition } from '#libs/compliance';
import { CannotRun } from '#libs/runtime';

/** Tells a question that has no answer from a failure. */
export async function cannotBeAnswered<Result>(answer: Promise<Result>): Promise<Result> {
  return answer.catch((error: unknown) => {
    if (error instanceof InvalidAsOf) {
      const option = error.parameter === 'validAt' ? '--at' : '--until';
      throw new CannotRun(`${option} is not a time that Edict can read: ${error.value}`);
    }
    const isForeseen =
      error instanceof UnknownPosition ||
      error instanceof NotKnown ||
      error instanceof NotYetProjected;
    throw isForeseen ? new CannotRun(error.message, { cause: error }) : error;
  });
}
