import { Refused } from '../refused.js';

/** The refusal that some work ends with; anything else is a failure of the test. */
export async function refusalOf(work: Promise<unknown>): Promise<Refused> {
  const outcome: unknown = await work.catch((error: unknown) => error);
  if (outcome instanceof Refused) return outcome;
  throw new Error(`not refused: ${JSON.stringify(outcome)}`, { cause: outcome });
}
