const INHERITED: ReadonlySet<string> = new Set(Object.getOwnPropertyNames(Object.prototype));

/** Whether every object has something of this name. */
export function isInherited(name: string): boolean {
  return INHERITED.has(name);
}

/** Whether a value is made of plain objects and lists only, none with a name that all inherit. */
export function isFreeOfInherited(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return typeof value !== 'function';
  if (Array.isArray(value)) return value.every(isFreeOfInherited);
  if (!isPlainObject(value)) return false;
  for (const name of Object.keys(value)) {
    if (isInherited(name) || !isFreeOfInherited(value[name])) return false;
  }
  return true;
}

export function isPlainObject(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) return false;
  return Object.getPrototypeOf(value) === Object.prototype;
}
