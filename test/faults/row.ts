import type { Random } from '../setup/random.js';

/** What a round goes by. */
export interface Round {
  readonly seed: number;
  readonly random: Random;
  /** As few repetitions as show anything: for the subset in `npm test`. */
  readonly isQuick: boolean;
  /** Told what happens, for the display. */
  readonly say: (what: string) => void;
  /** Undone at the end of the round, last first, whatever happens. */
  readonly atEnd: (undo: () => unknown) => void;
}

export interface RoundResult {
  /** What was done, in numbers. */
  readonly did: string;
  /** What is wrong with the outcome; empty where the invariant held. */
  readonly findings: readonly string[];
}

/** A fault of SECURITY, or one half of it, and the proof that its test can fail. */
export interface FaultRow {
  readonly name: string;
  readonly fault: string;
  /** Why it cannot be tried on this machine. */
  readonly missing?: () => string | undefined;
  readonly round: (round: Round) => Promise<RoundResult>;
  readonly control: {
    /** What was broken on purpose. */
    readonly broken: string;
    /** What has to be found then. */
    readonly finds: RegExp;
    readonly round: (round: Round) => Promise<RoundResult>;
    /** Chance decides whether a broken part does harm; so many rounds are given to it. */
    readonly roundsMax?: number;
  };
}
