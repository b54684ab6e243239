type Described = new () => object;

const descriptions = new Map<object, Map<string, string>>();

/** Says in English what a field means; the OpenAPI document and the import templates show it. */
export function describe(description: string): PropertyDecorator {
  return (prototype, property) => {
    const fields = descriptions.get(prototype) ?? new Map<string, string>();
    descriptions.set(prototype, fields.set(String(property), description));
  };
}

/** What `describe` said of a field of the class or of one that it extends. */
export function descriptionOf(payload: Described, field: string): string | undefined {
  let prototype: unknown = payload.prototype;
  while (typeof prototype === 'object' && prototype !== null) {
    const description = descriptions.get(prototype)?.get(field);
    if (description !== undefined) return description;
    prototype = Object.getPrototypeOf(prototype);
  }
  return undefined;
}

/** The described fields of a class, inherited ones last. */
export function fieldsOf(payload: Described): readonly string[] {
  const fields: string[] = [];
  let prototype: unknown = payload.prototype;
  while (typeof prototype === 'object' && prototype !== null) {
    fields.push(...(descriptions.get(prototype)?.keys() ?? []));
    prototype = Object.getPrototypeOf(prototype);
  }
  return [...new Set(fields)];
}
