import type { Occurrence } from './occurrence.js';

export interface LocalName {
  readonly zh?: string;
  readonly en?: string;
}

/** A name and since when it is borne. */
export interface Naming {
  readonly name: LocalName;
  readonly since: Occurrence;
}

export function sameName(one: LocalName, other: LocalName): boolean {
  return one.zh === other.zh && one.en === other.en;
}
