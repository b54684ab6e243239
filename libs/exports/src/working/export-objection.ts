/** Datasets of events and what rests on them, which a program that takes views has no business with. */
const EVIDENCE: ReadonlySet<string> = new Set(['events']);
const READERS_OF_EVIDENCE = ['reader', 'analyst', 'auditor'];
const READERS_OF_VIEWS = [...READERS_OF_EVIDENCE, 'exporter'];

/** Whoever an export is made for. */
export interface ExportIdentity {
  readonly roles: readonly string[];
  readonly companies?: readonly string[];
  readonly period?: object;
}

/**
 * Why somebody may not have an export of a dataset; undefined where they may. It is asked when an
 * export is defined and again before each run, and decided nowhere else.
 */
export function exportObjection(
  identity: ExportIdentity | undefined,
  dataset: string,
): string | undefined {
  if (identity === undefined) return 'The key that answers for the export is revoked or over.';
  const { roles, companies, period } = identity;
  if (companies !== undefined || period !== undefined) {
    return 'A key of some companies or of a period has no exports, for they tell of all.';
  }
  const allowed = EVIDENCE.has(dataset) ? READERS_OF_EVIDENCE : READERS_OF_VIEWS;
  if (roles.some((role) => allowed.includes(role))) return undefined;
  return `An export of ${dataset} needs a key with one of the roles ${allowed.join(', ')}.`;
}
