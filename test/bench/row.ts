/** One line of the table. */
export interface Row {
  readonly name: string;
  readonly measured: string;
  readonly goal: string;
  /** Whether the goal is met, and by how much it is missed; absent where a reader has to judge. */
  readonly verdict?: string;
  readonly numbers: Readonly<Record<string, number>>;
}

/** A row without a goal. */
export function told(name: string, measured: string, numbers: Row['numbers'] = {}): Row {
  return { name, measured, goal: NO_GOAL, numbers };
}

const NO_GOAL = 'none';

/** @param seconds that the step took with which the row was measured */
export function lineOf({ name, measured, goal, verdict }: Row, seconds: number): string {
  const judged = verdict === undefined ? '' : `: ${verdict}`;
  const wanted = goal === NO_GOAL ? '' : `   (goal: ${goal}${judged})`;
  return `${name.padEnd(22)} ${measured}${wanted}   [${seconds.toFixed(1)} s]`;
}
