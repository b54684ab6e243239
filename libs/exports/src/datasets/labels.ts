import type { DeclaredLabels } from '#libs/compliance';
import { VOCABULARY } from '#libs/governance';
import type { Localized, TermKind } from '#libs/governance';

/** Where the words for the codes of a column stand: with Edict itself, or with the terms of a kind. */
export type LabelSource =
  { readonly words: Readonly<Record<string, Localized>> } | { readonly termsOf: TermKind };

/** The words for codes; those that ship with Edict come before those that packs declared. */
export function labelsOf(
  source: LabelSource,
  declared: DeclaredLabels,
): ReadonlyMap<string, Localized> {
  if ('words' in source) return new Map(Object.entries(source.words));
  const { termsOf: kind } = source;
  const lead = `${kind}.`;
  const added = [...declared].filter(([key]) => key.startsWith(lead));
  const shipped = [...VOCABULARY[kind]].map(([name, { label }]) => [name, label] as const);
  return new Map([
    ...added.map(([key, label]) => [key.slice(lead.length), label] as const),
    ...shipped,
  ]);
}
