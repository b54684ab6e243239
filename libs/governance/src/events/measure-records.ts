import type { MeasureRecord } from '../states/dossier.js';
import type { Occurrence } from '../states/occurrence.js';

interface Scope {
  readonly measure: string;
  readonly media?: readonly string[];
  readonly for?: string;
}

interface Details {
  readonly channel?: string;
  readonly months?: number;
  readonly method?: string;
}

type Records = readonly MeasureRecord[];

/** Puts the measure on record, one row per medium; a row that stands keeps its start. */
export function adopted(records: Records, said: Scope & Details, at: Occurrence): Records {
  const { channel, months, method } = said;
  const details = {
    ...(channel === undefined ? {} : { channel }),
    ...(months === undefined ? {} : { months }),
    ...(method === undefined ? {} : { method }),
  };
  return rowsOf(said).reduce((sofar, row) => {
    const before = sofar.find((one) => isRow(one, row));
    if (before && stands(before) && sameDetails(before, details)) return sofar;
    const since = before && stands(before) ? before.adopted : at;
    const now = { ...row, ...details, ...checksOf(before), adopted: since ?? at };
    return before ? sofar.map((one) => (one === before ? now : one)) : [...sofar, now];
  }, records);
}

/** Ends the rows that it names; of a row for all media, only the named ones, in rows of their own. */
export function withdrawn(records: Records, scope: Scope, at: Occurrence): Records {
  const ends = (one: MeasureRecord): boolean =>
    stands(one) && covers(scope, one) && isAmong(scope.media, one);
  const ended = records.some(ends)
    ? records.map((one) => (ends(one) ? { ...one, withdrawn: at } : one))
    : records;
  const carved = generalRows(ended, scope).map((row) => ({ ...row, withdrawn: at }));
  return carved.length === 0 ? ended : [...ended, ...carved];
}

/** Notes the outcome on the rows that were checked, making rows for what was not on record. */
export function checked(
  records: Records,
  said: Scope & { readonly outcome: 'pass' | 'fail' },
  at: Occurrence,
): Records {
  const found = said.outcome === 'pass' ? { lastPassed: at } : { lastFailed: at };
  const check = { lastCheck: { ...at, outcome: said.outcome }, ...found };
  const rows = [...records, ...generalRows(records, said)];
  const missing = rowsOf(said).filter((row) => !rows.some((one) => isChecked(said, one, row)));
  return [...rows, ...missing].map((one) =>
    covers(said, one) && isAmong(said.media, one) ? { ...one, ...check } : one,
  );
}

function checksOf(before: MeasureRecord | undefined): Partial<MeasureRecord> {
  const { lastCheck, lastPassed, lastFailed } = before ?? {};
  return {
    ...(lastCheck && { lastCheck }),
    ...(lastPassed && { lastPassed }),
    ...(lastFailed && { lastFailed }),
  };
}

function rowsOf({ measure, media, for: covered }: Scope): Records {
  const row = { measure, ...(covered === undefined ? {} : { for: covered }) };
  return media === undefined ? [row] : media.map((medium) => ({ ...row, medium }));
}

/** Rows for the named media, taken out of standing rows that are for all media. */
function generalRows(records: Records, scope: Scope): Records {
  const general = records.filter(
    (one) => one.medium === undefined && stands(one) && covers(scope, one),
  );
  return (scope.media ?? [])
    .flatMap((medium) => general.map((one) => ({ ...one, medium })))
    .filter((row) => !records.some((one) => isRow(one, row)));
}

function isChecked(scope: Scope, one: MeasureRecord, row: MeasureRecord): boolean {
  return covers(scope, one) && (row.medium === undefined || one.medium === row.medium);
}

function covers({ measure, for: covered }: Scope, one: MeasureRecord): boolean {
  return one.measure === measure && (covered === undefined || one.for === covered);
}

function isAmong(media: readonly string[] | undefined, { medium }: MeasureRecord): boolean {
  return media === undefined || (medium !== undefined && media.includes(medium));
}

function isRow(one: MeasureRecord, row: MeasureRecord): boolean {
  return one.measure === row.measure && one.medium === row.medium && one.for === row.for;
}

function stands({ adopted: since, withdrawn: end }: MeasureRecord): boolean {
  return since !== undefined && end === undefined;
}

function sameDetails(one: Details, other: Details): boolean {
  return (
    one.channel === other.channel && one.months === other.months && one.method === other.method
  );
}
