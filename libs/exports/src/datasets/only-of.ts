/**
 * The rows of some companies, from a reader that takes one company or all: one is asked for as it
 * is, of several all rows are read and the others left out, so that the order stays.
 */
export async function* onlyOf<Row extends { readonly company?: string }>(
  companies: readonly string[] | undefined,
  read: (company: string | undefined) => AsyncIterable<Row>,
): AsyncGenerator<Row, void, undefined> {
  const [first, ...others] = companies ?? [undefined];
  if (others.length === 0) {
    yield* read(first);
    return;
  }
  for await (const row of read(undefined)) {
    if (row.company !== undefined && companies?.includes(row.company)) yield row;
  }
}
