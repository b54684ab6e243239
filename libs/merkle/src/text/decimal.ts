const SHAPE = /^(?:0|[1-9][0-9]{0,15})$/;

/** An integer from 0 to 2^53 - 1, written in decimal without leading zeroes; or undefined. */
export function integerOfDecimal(text: string): number | undefined {
  const value = SHAPE.test(text) ? Number(text) : NaN;
  return Number.isSafeInteger(value) ? value : undefined;
}
