/** What a failed transaction says about trying again. */
export type Failure =
  /** The connection is gone, or never came; what was under way may have happened. */
  | 'connection-lost'
  /** The database is there, but locked, full or overloaded. */
  | 'busy'
  /** Something in what was sent. */
  | 'statement';

const CONNECTION_LOST = /^(?:08...|57P0.|25P03|E[A-Z]{3,})$/;
const LOST_MESSAGE =
  /^(?:\w*Error: )?(?:Connection terminated|Query read timeout|timeout exceeded|Client (?:has|was))/;
const BUSY = /^(?:53...|55P03|57014|40001|40P01|58030)$/;

export function failureOf(error: unknown): Failure {
  const code = codeOf(error);
  // pg gives no code where the connection ended, or an answer or a connection came too late.
  const lost =
    code === undefined ? LOST_MESSAGE.test(messageOf(error)) : CONNECTION_LOST.test(code);
  if (lost) return 'connection-lost';
  return code !== undefined && BUSY.test(code) ? 'busy' : 'statement';
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? String(error) : `thrown: ${JSON.stringify(error)}`;
}

function codeOf(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}
