import { isCommitment } from '#libs/merkle';

/** The commitments in a JSON-like value, wherever they stand. */
export function commitmentsIn(value: unknown, found = new Set<string>()): ReadonlySet<string> {
  if (typeof value === 'string') {
    if (isCommitment(value)) found.add(value);
  } else if (typeof value === 'object' && value !== null) {
    for (const member of Object.values(value) as readonly unknown[]) commitmentsIn(member, found);
  }
  return found;
}

/** A value with each commitment replaced; parts without any are shared. */
export function replaceCommitments<Value>(
  value: Value,
  replacement: (commitment: string) => string,
): Value {
  return replaced(value, replacement) as Value;
}

function replaced(value: unknown, replacement: (commitment: string) => string): unknown {
  if (typeof value === 'string') return isCommitment(value) ? replacement(value) : value;
  if (typeof value !== 'object' || value === null || commitmentsIn(value).size === 0) return value;
  if (Array.isArray(value)) return value.map((member) => replaced(member, replacement));
  const members: readonly (readonly [string, unknown])[] = Object.entries(value);
  return Object.fromEntries(members.map(([name, one]) => [name, replaced(one, replacement)]));
}
