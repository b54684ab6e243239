/** Two long lists differ in a member or two: all before and behind those is the same. */
export function whereTheyDiffer(
  before: readonly unknown[],
  after: readonly unknown[],
): readonly [start: number, beforeEnd: number, afterEnd: number] {
  let start = 0;
  while (start < before.length && before[start] === after[start]) start += 1;
  let [beforeEnd, afterEnd] = [before.length, after.length];
  while (Math.min(beforeEnd, afterEnd) > start && before[beforeEnd - 1] === after[afterEnd - 1]) {
    beforeEnd -= 1;
    afterEnd -= 1;
  }
  return [start, beforeEnd, afterEnd];
}
