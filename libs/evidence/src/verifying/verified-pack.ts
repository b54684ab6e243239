import type { PackQuestion } from '../format/manifest.js';
import type { Finding } from './findings.js';
import type { ComparedOlder } from './older-checkpoints.js';

/** What became of the verification of a pack. */
export interface VerifiedPack {
  readonly verdict:
    | 'verified'
    /** Something is not what it must be. */
    | 'tampered'
    /** Nothing is wrong, but not all that was asked could be shown. */
    | 'weaker';
  readonly question: PackQuestion;
  /** What is said to have written the pack; nothing vouches for that. */
  readonly generator: string;
  readonly origin: string;
  /** Events that the checkpoint covers, and the root over them in base64. */
  readonly covered: number;
  readonly root: string;
  readonly trust: 'given' | 'self-attested';
  /** `name+id` of the keys given that signed the checkpoint. */
  readonly signedBy: readonly string[];
  /** Events in the pack, each with its bytes. */
  readonly events: number;
  /** Of a pack about a company: it is shown to have all that concerns it up to this position ... */
  readonly wholeUpTo?: number;
  /** ... and not for so many positions behind it. */
  readonly tail?: number;
  readonly since: readonly ComparedOlder[];
  /** The first hundred. */
  readonly findings: readonly Finding[];
  readonly findingCount: number;
  /** Why the verdict is weaker than was asked. */
  readonly weaker: readonly string[];
  /** What no verification of this pack looks at. */
  readonly notChecked: readonly string[];
}

/** What a process that verifies ends with; 2 is for a pack, or an argument, that is none. */
export const PACK_EXIT = { verified: 0, tampered: 1, unusable: 2, weaker: 3 } as const;
export type PackExit = (typeof PACK_EXIT)[keyof typeof PACK_EXIT];
