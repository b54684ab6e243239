import type pg from 'pg';

const STILL_KNOWN = Number.MAX_SAFE_INTEGER;

/** A stored stretch of one duty, as a test writes it. */
export interface StandingRow {
  readonly company: string;
  readonly subject: string;
  readonly obligation: string;
  readonly status: string;
  readonly ruleVersion?: number;
  readonly dueAt?: string;
  readonly dueOn?: string;
  readonly provisional?: boolean;
  readonly metAt?: string;
  readonly because?: readonly number[];
  readonly missing?: readonly string[];
  readonly from: string;
  readonly to?: string;
  readonly knownFrom?: number;
  readonly knownTo?: number;
}

/** Puts rows into the table as the projection would. */
export async function stand(pool: pg.Pool, rows: readonly StandingRow[]): Promise<void> {
  for (const row of rows) {
    await pool.query(
      `insert into compliance.compliance_status (company, subject, obligation, status,
         rule_version, due_at, due_on, provisional, met_at, because, missing,
         valid_from, valid_to, known_from, known_to)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)`,
      [
        row.company,
        row.subject,
        row.obligation,
        row.status,
        row.ruleVersion ?? 1,
        row.dueAt,
        row.dueOn,
        row.provisional ?? false,
        row.metAt,
        row.because ?? [],
        row.missing ?? [],
        row.from,
        row.to ?? 'infinity',
        row.knownFrom ?? 0,
        row.knownTo ?? STILL_KNOWN,
      ],
    );
  }
}
