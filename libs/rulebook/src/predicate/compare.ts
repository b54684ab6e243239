import { isCivilDate } from '../clock/civil-date.js';

const DECIMAL = /^(-?)(\d+)(?:\.(\d+))?$/;

/**
 * Less than, equal or greater than zero, exactly, whatever the size; nothing where the two are not
 * both dates or both numbers (integers, or decimals written as strings).
 */
export function compareExactly(left: unknown, right: unknown): number | undefined {
  if (isCivilDate(left) && isCivilDate(right)) return left < right ? -1 : Number(left > right);
  const a = decimalOf(left);
  const b = decimalOf(right);
  if (a === undefined || b === undefined) return undefined;
  const scale = Math.max(a.scale, b.scale);
  const difference = scaled(a, scale) - scaled(b, scale);
  return difference < 0n ? -1 : Number(difference > 0n);
}

export function isDecimal(value: unknown): value is string {
  return typeof value === 'string' && DECIMAL.test(value);
}

interface Decimal {
  readonly digits: bigint;
  readonly scale: number;
}

function decimalOf(value: unknown): Decimal | undefined {
  if (typeof value === 'number') {
    return Number.isSafeInteger(value) ? { digits: BigInt(value), scale: 0 } : undefined;
  }
  const match = typeof value === 'string' ? DECIMAL.exec(value) : null;
  if (match === null) return undefined;
  const [, sign = '', whole = '', fraction = ''] = match;
  const digits = BigInt(whole + fraction);
  return { digits: sign === '-' ? -digits : digits, scale: fraction.length };
}

function scaled({ digits, scale }: Decimal, target: number): bigint {
  return digits * 10n ** BigInt(target - scale);
}
