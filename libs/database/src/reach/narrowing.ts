import type pg from 'pg';

/**
 * Makes a statement of one that sees only the rows of these owners, whatever the database itself
 * lets through.
 * @throws where it cannot tell which rows of the statement are whose
 */
export type Narrow = (text: string, owners: readonly string[]) => string;

/** Streams whose statement was narrowed before its values were written into it. */
const NARROWED = new WeakSet<object>();

export function isNarrowed<Stream extends object>(stream: Stream): Stream {
  NARROWED.add(stream);
  return stream;
}

/** How each connection asks by itself. */
const PLAIN = new WeakMap<pg.PoolClient, unknown>();

/** From now on every statement of the connection is narrowed, however it is asked; or none is. */
export function narrowStatements(
  client: pg.PoolClient,
  narrow: ((text: string) => string) | undefined,
): void {
  const plain: unknown = PLAIN.get(client) ?? Reflect.get(client, 'query');
  if (typeof plain !== 'function') throw new TypeError('A client has a way to ask.');
  PLAIN.set(client, plain);
  const query = (asked: unknown, ...more: readonly unknown[]): unknown =>
    Reflect.apply(plain, client, [narrow ? narrowed(asked, narrow) : asked, ...more]);
  Object.defineProperty(client, 'query', { value: query, configurable: true });
}

function narrowed(asked: unknown, narrow: (text: string) => string): unknown {
  if (typeof asked === 'string') return narrow(asked);
  if (typeof asked !== 'object' || asked === null) throw new Error('This is no statement.');
  if (NARROWED.has(asked)) return asked;
  if ('text' in asked && typeof asked.text === 'string' && !('submit' in asked))
    // A name stands for one text on a connection, and this text is of one request.
    return { ...asked, name: undefined, text: narrow(asked.text) };
  throw new Error('A stream of rows was asked for without bounds.');
}
