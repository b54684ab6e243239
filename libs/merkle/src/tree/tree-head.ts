import type { Hash } from '../hash.js';

/** A tree as a checkpoint states it: how many leaves, and the root over them. */
export interface TreeHead {
  readonly size: number;
  readonly root: Hash;
}
