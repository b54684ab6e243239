import type { PackEntry } from '../format/pack-entry.js';

export function verifierEntries(): readonly PackEntry[] {
  return [];
}
