/** Lifts data in which a field held one value to data in which another holds a list of them. */
export function listFromOne(one: string, many: string): (data: object) => object {
  return (data) => {
    const fields: readonly (readonly [string, unknown])[] = Object.entries(data);
    return Object.fromEntries(
      fields.map(([field, value]) => (field === one ? [many, [value]] : [field, value])),
    );
  };
}
