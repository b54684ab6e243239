import type { Contender } from './contender.js';
import type { Say } from './report.js';

/** How much is measured: rounds that count after one that does not, and what one round is. */
export interface Rounds {
  readonly counted: number;
  readonly amount: number;
  /** Before the first that counts; none where every round is a process of its own. */
  readonly warmUp: boolean;
}

/** Middle, least and most of some figures. */
export interface Range {
  readonly median: number;
  readonly least: number;
  readonly most: number;
}

/** How many per second each did in each round that counted. */
export class Paces {
  private readonly perSecond = new Map<string, number[]>();

  add(name: string, perSecond: number): void {
    this.perSecond.set(name, [...this.of(name), perSecond]);
  }

  has(name: string): boolean {
    return this.perSecond.has(name);
  }

  rate(name: string): Range {
    return rangeOf(this.of(name));
  }

  /** Of the same round each time: what slowed the machine down then slowed both. */
  ratio(one: string, other: string): Range {
    const others = this.of(other);
    return rangeOf(this.of(one).map((pace, round) => pace / (others[round] ?? NaN)));
  }

  /** Raw figures, for those who want to reckon by themselves. */
  numbers(): Readonly<Record<string, number>> {
    return Object.fromEntries(
      [...this.perSecond].flatMap(([name, paces]) =>
        paces.map((pace, round) => [`${name} ${round + 1}`, Math.round(pace)] as const),
      ),
    );
  }

  private of(name: string): readonly number[] {
    return this.perSecond.get(name) ?? [];
  }
}

/** All in turns, round after round, in another order each time. */
export async function inTurns(
  contenders: readonly Contender[],
  { counted, amount, warmUp }: Rounds,
  say: Say,
): Promise<Paces> {
  const paces = new Paces();
  for (let round = warmUp ? 0 : 1; round <= counted; round += 1) {
    say(round === 0 ? 'warming up' : `round ${round} of ${counted}`);
    const shift = round % contenders.length;
    for (const contender of [...contenders.slice(shift), ...contenders.slice(0, shift)]) {
      const { count, ms } = await contender.round(amount);
      if (round > 0) paces.add(contender.name, (count * 1_000) / ms);
    }
  }
  return paces;
}

export function rangeOf(figures: readonly number[]): Range {
  const sorted = figures.toSorted((one, other) => one - other);
  const middle = (sorted.length - 1) / 2;
  const median = ((sorted[Math.floor(middle)] ?? NaN) + (sorted[Math.ceil(middle)] ?? NaN)) / 2;
  return { median, least: sorted[0] ?? NaN, most: sorted.at(-1) ?? NaN };
}
