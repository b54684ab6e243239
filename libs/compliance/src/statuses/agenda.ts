import type { StoredBearer } from './bearer.js';
import type { KnownStreams } from './known-streams.js';
import type { RuleChanged } from './rules-over-time.js';

/** What one subject is evaluated at, and the obligations that changed there. */
export interface Step {
  readonly position: number;
  readonly obligations: readonly string[];
}

export interface Range {
  /** The first position of the batch. */
  readonly touchedFrom: number;
  /** Its last. */
  readonly position: number;
}

interface Plan {
  readonly subject: string;
  /** Its own events after this are to be taken. */
  readonly after: number;
  readonly upTo: number;
  readonly events: readonly number[];
  readonly isNew: boolean;
  readonly rewound: boolean;
}

/** Which subjects are to be evaluated at which positions, in order. */
export class Agenda {
  private readonly plans: readonly Plan[];

  constructor(bearers: readonly StoredBearer[], known: KnownStreams, range: Range) {
    this.plans = bearers.map((bearer) => planOf(bearer, known, range));
  }

  /** Rule changes after this may be due. */
  get after(): number {
    return Math.min(...this.plans.map(({ after }) => after));
  }

  /**
   * Subjects of which later positions were taken already: an event that had been left out is taken
   * after all, and everything from there on anew.
   */
  get rewound(): readonly { readonly subject: string; readonly from: number }[] {
    return this.plans
      .filter(({ rewound }) => rewound)
      .map(({ subject, after }) => ({ subject, from: after + 1 }));
  }

  /** The steps of each subject, in order. */
  stepsOf(changes: readonly RuleChanged[]): ReadonlyMap<string, readonly Step[]> {
    const changed = obligationsByPosition(changes);
    return new Map(
      this.plans.map((plan) => [
        plan.subject,
        positionsOf(plan, changes).map((position) => ({
          position,
          obligations: changed.get(position) ?? [],
        })),
      ]),
    );
  }
}

type ByPosition = ReadonlyMap<number, readonly string[]>;

/** A rebuild asks for each subject about the same changes. */
const BY_POSITION = new WeakMap<readonly RuleChanged[], ByPosition>();

function obligationsByPosition(changes: readonly RuleChanged[]): ByPosition {
  const before = BY_POSITION.get(changes);
  if (before !== undefined) return before;
  const now = new Map(changes.map(({ position, obligations }) => [position, obligations]));
  BY_POSITION.set(changes, now);
  return now;
}

function planOf(bearer: StoredBearer, known: KnownStreams, { touchedFrom, position }: Range): Plan {
  const { subject, projectedTo, streams } = bearer;
  const isNew = projectedTo === undefined;
  const rewound = !isNew && touchedFrom <= projectedTo;
  const after = isNew || rewound ? touchedFrom - 1 : projectedTo;
  const upTo = Math.max(position, projectedTo ?? 0);
  const found = streams.flatMap((stream) => known.positions(stream, after, upTo));
  const events = [...new Set(found)].sort((one, other) => one - other);
  return { subject, after, upTo, events, isNew, rewound };
}

/** A new subject knows the rules that were known before it. */
function positionsOf(
  { after, upTo, events, isNew }: Plan,
  changes: readonly RuleChanged[],
): readonly number[] {
  const from = isNew ? (events[0] ?? upTo) : after;
  const due = changes
    .map(({ position }) => position)
    .filter((position) => from < position && position <= upTo);
  return [...new Set([...events, ...due])].sort((one, other) => one - other);
}
