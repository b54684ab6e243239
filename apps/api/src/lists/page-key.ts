import { Problem } from '../problems/problem.js';

/**
 * The words that the end of a page was put together from; ids and instants have no blanks.
 * @throws Problem `invalid-cursor`
 */
export function pageKey<const Names extends readonly string[]>(
  key: string,
  names: Names,
): { readonly [Name in Names[number]]: string } {
  const words = key.split(' ');
  if (words.length !== names.length) throw new Problem('invalid-cursor', 'It names no row.');
  const entries = names.map((name, index) => [name, words[index] ?? ''] as const);
  return Object.fromEntries(entries) as { readonly [Name in Names[number]]: string };
}
