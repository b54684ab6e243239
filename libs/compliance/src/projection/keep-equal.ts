type Fields = Readonly<Record<string, unknown>>;

/**
 * A value in which every part that equals the same part of an earlier value is that part itself, so
 * that what did not change is seen by comparing references. Equal fields stand in equal order.
 */
export function keepEqual<Value>(now: Value, before: Value): Value {
  // What stands in the place of a part is equal to it, and so of its type.
  return kept(now, before) as Value;
}

function kept(now: unknown, before: unknown): unknown {
  if (now === before || !isObject(now) || !isObject(before)) return now;
  if (Array.isArray(now) !== Array.isArray(before)) return now;
  return Array.isArray(now) && Array.isArray(before)
    ? keptMembers(now, before)
    : keptFields(now, before);
}

function keptFields(now: Fields, before: Fields): Fields {
  let isSame = true;
  let fields: Record<string, unknown> | undefined;
  for (const name in now) {
    const field = now[name];
    const fieldBefore = before[name];
    if (field === fieldBefore) continue;
    const same = kept(field, fieldBefore);
    if (same !== fieldBefore) isSame = false;
    if (same === field) continue;
    fields ??= { ...now };
    fields[name] = same;
  }
  return isSame && sameNames(now, before) ? before : (fields ?? now);
}

function sameNames(one: Fields, other: Fields): boolean {
  const [names, others] = [Object.keys(one), Object.keys(other)];
  return names.length === others.length && names.every((name, place) => name === others[place]);
}

/** Something may have come or gone in between: members are compared from both ends. */
function keptMembers(now: readonly unknown[], before: readonly unknown[]): readonly unknown[] {
  let members: unknown[] | undefined;
  const keeps = (place: number, placeBefore: number): boolean => {
    const member = now[place];
    const memberBefore = before[placeBefore];
    if (member === memberBefore) return true;
    const same = kept(member, memberBefore);
    if (same !== member) (members ??= [...now])[place] = same;
    return same === memberBefore;
  };
  const count = Math.min(now.length, before.length);
  let start = 0;
  while (start < count && keeps(start, start)) start += 1;
  if (start === now.length && start === before.length) return before;
  let end = 1;
  while (end <= count - start && keeps(now.length - end, before.length - end)) end += 1;
  return members ?? now;
}

function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null;
}
