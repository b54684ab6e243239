import { textOf } from '../planning/statement.js';
import type { Findings } from './pack-problem.js';
import type { PackRecord } from './pack-record.js';
import { sourceOf } from './rule-pack.js';
import type { RulePack } from './rule-pack.js';

/**
 * A row that is gone says neither when the duty ended nor why, and its id could come back for
 * another one. So a pack keeps every row, and one that ended says `withdrawn`.
 */
export function reportMissing(pack: RulePack, record: PackRecord, findings: Findings): void {
  const rows = new Map(
    pack.instruments.flatMap(({ instrument, obligations }) =>
      obligations.map(({ obligation, pointer }) => [obligation, { instrument, pointer }] as const),
    ),
  );
  const source = sourceOf(pack.pack);
  for (const { subject, data } of record.definitions.filter((one) => one.source === source)) {
    const obligation = textOf(data, 'obligation') ?? '';
    const row = rows.get(obligation);
    if (row === undefined) {
      const text = `${obligation} is on record by this pack: keep its row, with withdrawn: <day>.`;
      findings.report(placeOf(pack, subject), 'missing-row', text);
    } else if (subject !== `instruments/${row.instrument}`) {
      const text = `${obligation} stands on ${subject}: an id is never used for another duty.`;
      findings.report(`${row.pointer}/obligation`, 'moved-row', text);
    }
  }
}

/** The instrument on which the row stood, if the pack still speaks of it. */
function placeOf({ instruments }: RulePack, subject: string): string {
  return (
    instruments.find(({ instrument }) => subject === `instruments/${instrument}`)?.pointer ?? ''
  );
}
