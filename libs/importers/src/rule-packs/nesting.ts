import type { CST } from 'yaml';

interface Nested {
  readonly token: CST.Token;
  readonly depth: number;
}

/** Where tokens nest deeper than allowed, if anywhere. Needs no stack of its own. */
export function nestingOf(tokens: readonly CST.Token[], depthMax: number): number | undefined {
  const open: Nested[] = tokens.map((token) => ({ token, depth: 0 }));
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { token, depth } = next;
    if (depth > depthMax) return token.offset;
    open.push(...insideOf(token).map((inner) => ({ token: inner, depth: depth + 1 })));
  }
  return undefined;
}

function insideOf(token: CST.Token): readonly CST.Token[] {
  if (token.type === 'document') return token.value ? [token.value] : [];
  if (!('items' in token)) return [];
  return token.items.flatMap(({ key, value }) => [key, value].filter((inner) => inner != null));
}
