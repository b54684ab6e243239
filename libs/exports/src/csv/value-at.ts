/** What stands in a row at a path of fields. */
export function valueAt(row: object, path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (value, field) =>
      typeof value === 'object' && value !== null
        ? (value as Readonly<Record<string, unknown>>)[field]
        : undefined,
    row,
  );
}
