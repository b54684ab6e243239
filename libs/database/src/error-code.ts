/**
 * The `code` of an error of Node or PostgreSQL; empty where there is none. Not by class: an error
 * may come from another realm, as under Jest.
 */
export function codeOf(error: unknown): string {
  if (typeof error !== 'object' || error === null || !('code' in error)) return '';
  return String(error.code);
}
