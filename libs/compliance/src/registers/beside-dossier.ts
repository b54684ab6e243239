import type { Dossier } from '#libs/governance';
import type { KeyedRow, Moment } from './register.js';

type RowsOf<State, Row extends object> = (state: State, moment: Moment) => readonly KeyedRow<Row>[];

/**
 * Rows in which nothing of the dossier stands. Most events of a long history change nothing else:
 * the same row objects are given again, so that they are not written out again.
 */
export function besideDossier<State extends { readonly dossier: Dossier }, Row extends object>(
  rowsOf: RowsOf<State, Row>,
): RowsOf<State, Row> {
  let last:
    | { readonly state: State; readonly id: string; readonly rows: readonly KeyedRow<Row>[] }
    | undefined;
  return (state, moment) => {
    if (last?.id === moment.id && sameBesideDossier(last.state, state)) return last.rows;
    const rows = rowsOf(state, moment);
    last = { state, id: moment.id, rows };
    return rows;
  };
}

function sameBesideDossier<State extends object>(one: State, other: State): boolean {
  if (one === other) return true;
  const names = Object.keys(one) as (keyof State)[];
  return (
    names.length === Object.keys(other).length &&
    names.every((name) => name === 'dossier' || one[name] === other[name])
  );
}
