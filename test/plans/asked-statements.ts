import pg from 'pg';

/** A statement with the values that it was asked with. */
export interface Asked {
  readonly text: string;
  readonly values: readonly unknown[];
}

const READS = /^(?:--[^\n]*\n|\s)*(?:select|with)\b/i;

/** The reading statements that some work sends to PostgreSQL, each text once. */
export async function statementsOf(work: () => Promise<unknown>): Promise<readonly Asked[]> {
  const asked = new Map<string, Asked>();
  const { prototype } = pg.Client;
  const send = Object.getOwnPropertyDescriptor(prototype, 'query');
  const original = send?.value as (...given: readonly unknown[]) => unknown;
  const watching = function (this: pg.Client, ...given: readonly unknown[]): unknown {
    const one = readFrom(given);
    if (one !== undefined && READS.test(one.text) && !asked.has(one.text)) asked.set(one.text, one);
    return original.apply(this, [...given]);
  };
  Object.defineProperty(prototype, 'query', { ...send, value: watching });
  try {
    await work();
  } finally {
    if (send) Object.defineProperty(prototype, 'query', send);
  }
  return [...asked.values()];
}

function readFrom([first, second]: readonly unknown[]): Asked | undefined {
  if (typeof first === 'string')
    return { text: first, values: Array.isArray(second) ? second : [] };
  if (typeof first !== 'object' || first === null || !('text' in first)) return undefined;
  const { text, values = Array.isArray(second) ? second : [] } = first as Partial<Asked>;
  return text === undefined ? undefined : { text, values };
}
