import type { Dossier, States } from '#libs/governance';
import type { KeyedRow, Moment, Register } from './register.js';

/** The stream on which something is on record, and the company that it concerns. */
export interface Concerned {
  /** `<collection>/<id>` of a company or system. */
  readonly subject: string;
  /** Absent before a system was introduced. */
  readonly company?: string;
}

/** Rows that companies and systems yield alike. */
export function fromDossier<Row extends object>(
  rowsOf: (dossier: Dossier, concerned: Concerned) => readonly KeyedRow<Row>[],
): Register<string, Row>['from'] {
  return {
    companies: {
      rowsOf: ({ dossier }: States['companies'], { subject, id }: Moment) =>
        rowsOf(dossier, { subject, company: id }),
    },
    systems: {
      rowsOf: ({ dossier, company }: States['systems'], { subject }: Moment) =>
        rowsOf(dossier, { subject, ...(company === undefined ? {} : { company }) }),
    },
  };
}
