/** Values that are kept, so that what is remembered of one is remembered of all that equal it. */
const KEPT_MAX = 10_000;

/** Finds the first of the values that say the same. They never change. */
export class FirstOfEqual<Value extends object> {
  private readonly byText = new Map<string, Value>();
  private readonly found = new WeakMap<Value, Value>();

  of(value: Value): Value {
    const before = this.found.get(value);
    if (before !== undefined) return before;
    const text = JSON.stringify(value);
    const first = this.byText.get(text) ?? value;
    if (this.byText.size >= KEPT_MAX) this.byText.clear();
    this.byText.set(text, first);
    this.found.set(value, first);
    return first;
  }
}
