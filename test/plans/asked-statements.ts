import pg from 'pg';

/** A statement with the values that it was asked with. */
export interface Asked {
  readonly text: string;
  readonly values: readonly unknown[];
}

const READS = /^(?:--[^\n]*\n|\s)*(?:select|with)\b/i;

/** The statements of the work that is watched now. */
let heard: Map<string, Asked> | undefined;
let isWatching = false;

/** The reading statements that some work sends to PostgreSQL, each text once. */
export async function statementsOf(work: () => Promise<unknown>): Promise<readonly Asked[]> {
  const asked = new Map<string, Asked>();
  watch();
  heard = asked;
  try {
    await work();
  } finally {
    heard = undefined;
  }
  return [...asked.values()];
}

/** For good: a connection may keep the function that it had while it was wrapped. */
function watch(): void {
  if (isWatching) return;
  isWatching = true;
  const { prototype } = pg.Client;
  const send = Object.getOwnPropertyDescriptor(prototype, 'query');
  const original = send?.value as (...given: readonly unknown[]) => unknown;
  const watching = function (this: pg.Client, ...given: readonly unknown[]): unknown {
    const one = readFrom(given);
    if (one !== undefined && READS.test(one.text)) heard?.set(one.text, one);
    return original.apply(this, [...given]);
  };
  Object.defineProperty(prototype, 'query', { ...send, value: watching });
}

function readFrom([first, second]: readonly unknown[]): Asked | undefined {
  if (typeof first === 'string')
    return { text: first, values: Array.isArray(second) ? second : [] };
  if (typeof first !== 'object' || first === null || !('text' in first)) return undefined;
  const { text, values = Array.isArray(second) ? second : [] } = first as Partial<Asked>;
  return text === undefined ? undefined : { text, values };
}
