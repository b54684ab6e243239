import type { Size } from '../subject.js';

/** How large the ledgers are, and how often what is done with them. */
export interface Plan {
  readonly large: Size;
  /** Of which rebuilding is to take a tenth, or what share of the large one it is. */
  readonly tenth: Size;
  /** With which the views of the large one are compared. */
  readonly few: Size;
  readonly rebuilds: number;
  readonly starts: number;
  /** Views and proofs of each kind. */
  readonly asked: number;
  /** Events that are recorded and asked for one after another. */
  readonly recorded: number;
}

const FEW = { events: 10_000, companies: 100 };
/** Of a ledger that takes many minutes to fold, one rebuild has to do. */
const REBUILT_AGAIN_MAX = 100_000;
const ROUNDS = 3;

export function planOf(large: Size): Plan {
  const tenth = { events: large.events / 10, companies: Math.ceil(large.companies / 10) };
  return {
    large,
    tenth,
    few: tenth.events <= FEW.events ? tenth : FEW,
    rebuilds: large.events > REBUILT_AGAIN_MAX ? 1 : ROUNDS,
    starts: 5,
    asked: 1_000,
    recorded: 100,
  };
}

const QUICK_TENTH = { events: 600, companies: 30 };

export const QUICK_PLAN: Plan = {
  large: { events: 3_000, companies: 150 },
  tenth: QUICK_TENTH,
  few: QUICK_TENTH,
  rebuilds: ROUNDS,
  starts: ROUNDS,
  asked: 150,
  recorded: 50,
};
