import { readFileSync } from 'node:fs';
import { ROLES } from '#libs/access';
import type { Role } from '#libs/access';

/** A line of docs/roles.md. */
export interface RouteRule {
  /** E.g. `GET /v1/companies/{id}`. */
  readonly route: string;
  /** Absent where nobody needs a key. */
  readonly roles?: readonly Role[];
  /** How a key may be bounded that may use it all the same. */
  readonly bounds: readonly ('companies' | 'period')[];
}

const PAGE = new URL('../../../docs/roles.md', import.meta.url);
const LINE = /^\| `(?<route>[A-Z]+ \S+)` +\|(?<cells>.*)\|$/gm;
const CELLS: ReadonlySet<string> = new Set(['open', 'yes', '']);
const BOUNDS = new Map([
  ['yes', ['companies', 'period'] as const],
  ['companies', ['companies'] as const],
  ['no', []],
  ['', []],
]);

/** The reviewed table, read as it stands. */
export function roleMatrix(): ReadonlyMap<string, RouteRule> {
  const page = readFileSync(PAGE, 'utf8');
  const rules = [...page.matchAll(LINE)].map(({ groups }) =>
    ruleOf(groups?.['route'] ?? '', groups?.['cells'] ?? ''),
  );
  const matrix = new Map(rules.map((rule) => [rule.route, rule]));
  if (matrix.size !== rules.length) throw new Error('A route stands in docs/roles.md twice.');
  return matrix;
}

function ruleOf(route: string, line: string): RouteRule {
  const cells = line.split('|').map((cell) => cell.trim());
  const bounds = BOUNDS.get(cells.pop() ?? '');
  if (
    bounds === undefined ||
    cells.length !== ROLES.length ||
    cells.some((cell) => !CELLS.has(cell))
  )
    throw new Error(`The line of ${route} in docs/roles.md cannot be read.`);
  if (cells[0] === 'open') return { route, bounds };
  const roles = ROLES.filter((_, index) => cells[index] === 'yes');
  return { route, roles, bounds };
}
