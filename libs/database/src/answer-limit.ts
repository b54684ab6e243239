import type pg from 'pg';

/** What an answer may need beyond what the server itself allows a statement. */
export const ANSWER_MARGIN_MS = 5_000;

/** Of the work at hand, where it needs longer than its connection is meant for. */
const longer = new WeakMap<pg.ClientBase, number>();

/**
 * Gives up a statement that is not answered in time. The server ends statements itself, but nobody
 * hears of that where nothing comes through any more; the connection would be waited on for ever.
 * Streams of rows have the pace of their readers and no such limit.
 */
export function limitAnswers(client: pg.ClientBase, limitMs: number): void {
  const plain: unknown = Reflect.get(client, 'query');
  if (typeof plain !== 'function') throw new TypeError('A client has a way to ask.');
  const query = (first: unknown, ...others: unknown[]): unknown =>
    Reflect.apply(plain, client, [limited(first, longer.get(client) ?? limitMs), ...others]);
  Object.defineProperty(client, 'query', { value: query, configurable: true });
}

/** Lets a connection be waited on for longer while the work is done. */
export async function waitingLonger<Result>(
  client: pg.ClientBase,
  limitMs: number,
  work: () => Promise<Result>,
): Promise<Result> {
  longer.set(client, limitMs + ANSWER_MARGIN_MS);
  try {
    return await work();
  } finally {
    longer.delete(client);
  }
}

/** Whether an answer did not come; what was asked may go on, and the connection is of no use. */
export function isUnanswered(error: unknown): error is Error {
  return error instanceof Error && error.message === 'Query read timeout';
}

/** `pg` knows `query_timeout` for a statement; what is given already stays. */
function limited(asked: unknown, limitMs: number): unknown {
  if (typeof asked === 'string') return { text: asked, query_timeout: limitMs };
  if (typeof asked !== 'object' || asked === null || 'submit' in asked) return asked;
  return { query_timeout: limitMs, ...asked };
}
