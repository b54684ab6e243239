import { CallNotAllowed } from './checked-calls.js';

/** Why nobody answered, in words for whoever asked for the call: of the network no more than a code. */
export function callFailure(error: unknown): string {
  if (error instanceof CallNotAllowed) return error.message;
  const { code, name } = factsOf(error);
  if (name === 'AbortError' || name === 'TimeoutError')
    return 'The receiver did not answer in time.';
  const told = typeof code === 'string' ? ` (${code})` : '';
  return `The receiver cannot be reached${told}.`;
}

/** Not by class: an error may come from another realm, as under Jest. */
function factsOf(error: unknown): { readonly code?: unknown; readonly name?: unknown } {
  return typeof error === 'object' && error !== null ? error : {};
}
