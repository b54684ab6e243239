import { WrongUse } from '#libs/evidence/pure';
import { CannotRun } from '#libs/runtime';

/** The same, with what is wrong with the arguments told as every command tells it. */
export async function usedRightly<Result>(work: Promise<Result>): Promise<Result> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof WrongUse) throw new CannotRun(error.message, { cause: error });
    throw error;
  }
}
