import { REGISTERS } from '#libs/compliance';
import { fold, knownSet, parseSubject } from '#libs/governance';
import type { Subject } from '#libs/governance';
import type { AsOf, RowSource } from '#libs/compliance';
import type { RecordedEvent } from '#libs/ledger';

/** Every row of every register, folded from the first event on. */
export function naiveRows(
  histories: ReadonlyMap<string, readonly RecordedEvent[]>,
  asOf: AsOf,
): readonly string[] {
  return [...histories]
    .flatMap(([subject, history]) => {
      const stream = parseSubject(subject);
      return stream === undefined ? [] : rowsOfStream(stream, history, asOf);
    })
    .sort();
}

function rowsOfStream(
  { kind, id }: Subject,
  history: readonly RecordedEvent[],
  { validAt, knownAt }: AsOf,
): readonly string[] {
  const instant = Date.parse(validAt);
  const state = fold(kind, knownSet(history, knownAt), instant);
  return REGISTERS.flatMap(({ name, from }) => {
    const source: RowSource<typeof state, object> | undefined = from[kind];
    const rows = source?.rowsOf(state, { subject: `${kind}/${id}`, id, instant }) ?? [];
    return rows.map(({ row }) => `${name} ${JSON.stringify(row)}`);
  });
}
