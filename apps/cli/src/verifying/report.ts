import type { Difference, VerifiedViews } from '#libs/compliance';
import type { VerifiedHeads } from '#libs/evidence';
import type { LogFault, VerifiedLedger } from '#libs/ledger';

/** What was verified; absent what was not asked for. */
export interface Verified {
  readonly ledger?: VerifiedLedger;
  /** Absent where the ledger has faults. */
  readonly heads?: VerifiedHeads;
  readonly views?: VerifiedViews;
  /** Why the views could not be folded from a ledger that has faults. */
  readonly notFolded?: string;
}

export function jsonOf({ ledger, heads, views, notFolded }: Verified): object {
  return {
    ...(ledger && { ledger: jsonOfLedger(ledger) }),
    ...(heads && { heads: { ...heads, faults: heads.faults.map(jsonOfFault) } }),
    ...(views && { views }),
    ...(notFolded !== undefined && { views: { problem: notFolded } }),
  };
}

function jsonOfLedger(ledger: VerifiedLedger): object {
  const { begun, faults } = ledger;
  return {
    ...ledger,
    begun: begun.map(({ position, origin, former, lostFrom, reason }) => ({
      position,
      origin,
      former: { origin: former.origin, size: former.size },
      lost: { from: lostFrom, to: former.size },
      reason,
    })),
    faults: faults.map(jsonOfFault),
  };
}

function jsonOfFault({ kind, detail, position, notes }: LogFault): object {
  return {
    kind,
    detail,
    ...(position !== undefined && { position }),
    ...(notes.length > 0 && { notes }),
  };
}

export function linesOf({ ledger, heads, views, notFolded }: Verified): readonly string[] {
  return [
    ...(ledger ? linesOfLedger(ledger) : []),
    ...(heads ? linesOfHeads(heads) : []),
    ...(views ? linesOfViews(views) : []),
    ...(notFolded === undefined ? [] : [`The views could not be folded: ${notFolded}`]),
  ];
}

function linesOfLedger(ledger: VerifiedLedger): readonly string[] {
  const { events, faults, faultCount, verifiedBefore } = ledger;
  return [
    faultCount === 0
      ? `The ledger of ${events} events is as it was recorded and signed.`
      : `The ledger of ${events} events is not as it was recorded and signed: ${faultCount} faults.`,
    ...faults.flatMap(linesOfFault),
    ...(faultCount > faults.length ? [`  ... ${faultCount - faults.length} more`] : []),
    ...(verifiedBefore > 0
      ? [
          `  Events 1 to ${verifiedBefore} were hashed by an earlier run only; --full does it again.`,
        ]
      : []),
    ...coverage(ledger),
    ...linesOfLosses(ledger),
  ];
}

function linesOfLosses({ begun, lost }: VerifiedLedger): readonly string[] {
  return [
    ...begun.map(({ position, origin, former, lostFrom, reason }) => {
      const events = `events ${lostFrom} to ${former.size} of ${former.origin} were lost`;
      return `  Event ${position} begins the log anew as ${origin}: ${events} (${reason}).`;
    }),
    ...lost.map(({ where, size, survived, position }) => {
      const left = `of its ${size} events the first ${survived} are here`;
      return `  ${where} cannot be held against it: ${left}, the others are those that event ${position} calls lost.`;
    }),
  ];
}

function linesOfFault({ kind, detail, notes }: LogFault): readonly string[] {
  const isEvidence = kind === 'rollback' || kind === 'equivocation' || kind === 'root';
  const shown = isEvidence ? notes.flatMap((note) => note.trimEnd().split('\n')) : [];
  return [`  ${kind}: ${detail}`, ...shown.map((line) => `    | ${line}`)];
}

function coverage({ events, signed, checkpoints, trust, keys }: VerifiedLedger): readonly string[] {
  if (signed === 0) return ['  No checkpoint covers it: that events are missing would not show.'];
  const tail = events - signed;
  return [
    `  ${checkpoints} checkpoints held against it, up to event ${signed}` +
      (tail > 0 ? `; no checkpoint covers the last ${tail} yet.` : '.'),
    trust === 'given'
      ? `  Signatures checked against the keys given: ${keys.join(', ')}.`
      : '  Self-attested: the keys are from the database itself; give --key with one from elsewhere.',
  ];
}

function linesOfHeads({ checked, faults }: VerifiedHeads): readonly string[] {
  if (faults.length > 0) {
    return ['It does not have as many events as it says:', ...faults.flatMap(linesOfFault)];
  }
  return checked === 0
    ? []
    : [`  What it says of how many events each company has is so (${checked} times).`];
}

function linesOfViews({ position, tables, isSound }: VerifiedViews): readonly string[] {
  const verdict = isSound ? 'are what the ledger gives' : 'differ from what the ledger gives';
  return [
    `The views as known at position ${position} ${verdict}.`,
    ...tables.map(({ table, rows, differing }) => `  ${table}: ${rows} rows, ${differing} differ`),
    ...tables.flatMap(({ differences, differing }) => [
      ...differences.map(lineOf),
      ...(differing > differences.length ? [`  ... ${differing - differences.length} more`] : []),
    ]),
  ];
}

function lineOf({ table, kind, row }: Difference): string {
  return `  ${kind} in ${table}: ${JSON.stringify(row)}`;
}
