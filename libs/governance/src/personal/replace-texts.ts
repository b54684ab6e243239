/** A value with some of its texts replaced, told by JSON pointer; whatever stays is shared. */
export function replaceTexts<Value>(value: Value, texts: ReadonlyMap<string, string>): Value {
  return texts.size === 0 ? value : (replaced(value, '', texts) as Value);
}

function replaced(value: unknown, at: string, texts: ReadonlyMap<string, string>): unknown {
  if (typeof value === 'string') return texts.get(at) ?? value;
  if (typeof value !== 'object' || value === null || !concerns(at, texts)) return value;
  if (Array.isArray(value)) {
    return value.map((member, index) => replaced(member, `${at}/${index}`, texts));
  }
  const members: readonly (readonly [string, unknown])[] = Object.entries(value);
  return Object.fromEntries(
    members.map(([name, member]) => [name, replaced(member, `${at}/${escaped(name)}`, texts)]),
  );
}

function concerns(at: string, texts: ReadonlyMap<string, string>): boolean {
  return [...texts.keys()].some((field) => field.startsWith(`${at}/`));
}

function escaped(name: string): string {
  return name.replaceAll('~', '~0').replaceAll('/', '~1');
}
