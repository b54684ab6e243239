import type { Range } from './rounds.js';

/** How many times as fast it has to be. */
export interface RatioGoal {
  readonly atLeast: number;
  readonly than: string;
}

export function ratioText({ median, least, most }: Range, digits = 2): string {
  return `${median.toFixed(digits)} times (${least.toFixed(digits)} to ${most.toFixed(digits)})`;
}

export function rateText({ median }: Range, what = ''): string {
  return `${Math.round(median).toLocaleString('en')}${what}/s`;
}

/** Whether a goal is met, and by how much it is missed. */
export function verdictOn(ratio: number, { atLeast }: RatioGoal): string {
  if (ratio >= atLeast) return 'met';
  return `missed by ${Math.round((1 - ratio / atLeast) * 100)} %`;
}

export function goalText({ atLeast, than }: RatioGoal): string {
  return `at least ${atLeast} times ${than}`;
}
