import type { ObligationSpan } from '#libs/rulebook';
import type { WithDossier, WaiverRecord } from '../states/dossier.js';
import { endOfUntil } from './moments.js';
import { positionsOf, spansOf } from './spans.js';
import type { Standing } from './standings.js';

/** From when a case was opened until it is closed, for each obligation that it names. */
export function findingsIn(standings: readonly Standing<WithDossier>[]): readonly ObligationSpan[] {
  const series = standings.map(({ from, state }) => ({ from, holds: openFindings(state) }));
  return spansOf(series).map(({ name, ...span }) => ({
    ...span,
    obligation: name.slice(name.indexOf('\n') + 1),
  }));
}

/** The exemptions on record, which are never dropped: the last standing has all of them. */
export function waiverRecords(
  standings: readonly Standing<WithDossier>[],
): readonly WaiverRecord[] {
  return standings.at(-1)?.state.dossier.waivers ?? [];
}

/** Each exemption on its own. A day is its last one, in the time zone of the obligation. */
export function waiverSpans(
  waivers: readonly WaiverRecord[],
  timeZoneOf: (obligation: string) => string,
): readonly ObligationSpan[] {
  return waivers
    .map((waiver) => waiverSpan(waiver, timeZoneOf(waiver.obligation)))
    .filter(({ from, to }) => from < to);
}

function openFindings({ dossier }: WithDossier): ReadonlyMap<string, readonly number[]> {
  const open = dossier.cases.filter(({ closed }) => closed === undefined);
  return new Map(
    open.flatMap((one) => {
      const { opened, amended } = one;
      const because = positionsOf(opened.because, ...amended.map((step) => step.because));
      return one.obligations.map((obligation) => [`${one.case}\n${obligation}`, because] as const);
    }),
  );
}

function waiverSpan(waiver: WaiverRecord, timeZone: string): ObligationSpan {
  const { obligation, until, granted, ended } = waiver;
  const lapses = until === undefined ? Infinity : endOfUntil(until, timeZone);
  return {
    obligation,
    from: granted.instant,
    to: Math.min(lapses, ended?.instant ?? Infinity),
    because: positionsOf(granted.because),
  };
}
