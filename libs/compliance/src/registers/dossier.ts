import type { Dossier, States } from '#libs/governance';
import type { KeyedRow, Moment, Register } from './register.js';

/** The stream on which something is on record, and the company that it concerns. */
export interface Concerned {
  /** `<collection>/<id>` of a company or system. */
  readonly subject: string;
  /** Absent before a system was introduced. */
  readonly company?: string;
}

/** Rows of some lists of a dossier. */
interface OfLists<Row extends object> {
  readonly lists: readonly (keyof Dossier)[];
  readonly rowsOf: (dossier: Dossier, concerned: Concerned) => readonly KeyedRow<Row>[];
}

/** Rows that companies and systems yield alike. */
export function fromDossier<Row extends object>(
  ...parts: readonly OfLists<Row>[]
): Register<string, Row>['from'] {
  const lists = parts.flatMap((part) => part.lists);
  const sameLists = (one: Dossier, other: Dossier): boolean => {
    if (one === other) return true;
    for (const list of lists) if (one[list] !== other[list]) return false;
    return true;
  };
  const rowsOf = (dossier: Dossier, concerned: Concerned): readonly KeyedRow<Row>[] =>
    parts.flatMap((part) => part.rowsOf(dossier, concerned));
  return {
    companies: {
      rowsOf: ({ dossier }: States['companies'], { subject, id }: Moment) =>
        rowsOf(dossier, { subject, company: id }),
      sameRows: (one: States['companies'], other: States['companies']) =>
        sameLists(one.dossier, other.dossier),
    },
    systems: {
      rowsOf: ({ dossier, company }: States['systems'], { subject }: Moment) =>
        rowsOf(dossier, { subject, ...(company === undefined ? {} : { company }) }),
      sameRows: (one: States['systems'], other: States['systems']) =>
        one.company === other.company && sameLists(one.dossier, other.dossier),
    },
  };
}

/**
 * One row for each record of a list. A record that did not change gives the same row object, so
 * that a long dossier is not written out again with every event.
 */
export function eachRecord<List extends keyof Dossier, Row extends object>(
  list: List,
  rowOf: (record: Dossier[List][number], concerned: Concerned) => KeyedRow<Row>,
): OfLists<Row> {
  const written = new WeakMap<
    object,
    { readonly concerned: Concerned; readonly row: KeyedRow<Row> }
  >();
  return {
    lists: [list],
    rowsOf: (dossier, concerned) =>
      dossier[list].map((record: Dossier[List][number]) => {
        const before = written.get(record);
        if (before !== undefined && sameConcerned(before.concerned, concerned)) return before.row;
        const row = rowOf(record, concerned);
        written.set(record, { concerned, row });
        return row;
      }),
  };
}

function sameConcerned(one: Concerned, other: Concerned): boolean {
  return one.subject === other.subject && one.company === other.company;
}

export function companyOf({ company }: Concerned): { readonly company?: string } {
  return company === undefined ? {} : { company };
}
