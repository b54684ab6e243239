import { limitRows } from './appending/limit-row.js';
import { peerRows } from './appending/peer-rows.js';
import type { Bench } from './bench.js';
import { exportRows } from './exporting/export-rows.js';
import { importRows } from './importing/import-rows.js';
import { largeRows } from './large/large-rows.js';
import { planOf, QUICK_PLAN } from './large/plan.js';
import { readRows } from './reading/read-rows.js';
import { processRows } from './requesting/process-rows.js';
import { requestRows } from './requesting/request-rows.js';
import type { Row } from './row.js';

/** How much is asked for. */
export interface Asked {
  readonly events: number;
  readonly companies: number;
  readonly statuses: number;
}

/** Rows that are measured together. */
interface Section {
  readonly rows: readonly string[];
  /** Where `--quick` leaves them out unless they are asked for by name. */
  readonly isSlow?: true;
  readonly measure: (bench: Bench, asked: Asked) => Promise<void>;
}

const QUICK_STATUSES = 20_000;

const SECTIONS: readonly Section[] = [
  oneStep(['P1'], limitRows),
  oneStep(['P2'], peerRows),
  oneStep(['P3'], requestRows),
  { ...oneStep(['processes'], processRows), isSlow: true },
  oneStep(['P4'], importRows),
  oneStep(['P5', 'P10'], readRows),
  {
    rows: ['large', 'P6', 'P7', 'P8', 'P11', 'P12', 'P13'],
    measure: (bench, asked) => largeRows(bench, bench.isQuick ? QUICK_PLAN : planOf(asked)),
  },
  oneStep(['P9', 'exports'], (bench, { statuses }) =>
    exportRows(bench, bench.isQuick ? QUICK_STATUSES : statuses),
  ),
];

/** What `--only` takes. */
export const ROW_NAMES: readonly string[] = SECTIONS.flatMap(({ rows }) => rows);

/** What `--quick` does not show, for those who read its table. */
export const LEFT_OUT =
  '--quick leaves out: several API processes; the profile excel and the bare table of P9, and the export ' +
  'of the ledger of P6. Its ledgers are small (3,000 events in place of 100,000; 200,000 for reading and ' +
  'importing) and its rounds few and short: ratios are those of three rounds, and starting weighs more.';

/** @param only one row, and those that are measured with it */
export async function measureAll(bench: Bench, asked: Asked, only?: string): Promise<void> {
  for (const { rows, isSlow, measure } of SECTIONS) {
    const isWanted = only === undefined ? !(isSlow && bench.isQuick) : rows.includes(only);
    if (isWanted) await measure(bench, asked);
  }
}

/** Rows that are known all at once. */
function oneStep(
  rows: readonly string[],
  measure: (bench: Bench, asked: Asked) => Promise<readonly Row[]>,
): Section {
  return {
    rows,
    measure: async (bench, asked) => {
      await bench.report.step(
        rows.join(', '),
        () => measure(bench, asked),
        (known) => known,
      );
    },
  };
}
