import { companyHistory, companyOfSystem, parseSubject, systemHistory } from '#libs/governance';
import type { KnownEvent } from '#libs/governance';
import type { SubjectHistory } from '#libs/rulebook';

/** A company or system, and the streams that its history may be made of. */
export interface SourcedSubject {
  readonly subject: string;
  readonly streams: readonly string[];
  /** Given where it counts only as long as this company answers for it. */
  readonly company?: string;
}

/** A subject as it is known. */
export interface Standing {
  readonly history: SubjectHistory;
  /** Who answers for it; absent while no company is known. */
  readonly company: string | undefined;
}

/** What is known of a stream, in the order in which it folds. */
export type KnownOf = (stream: string) => readonly KnownEvent[];

export function standingOf(
  { subject, streams }: SourcedSubject,
  knownOf: KnownOf,
  timeZoneOf: (obligation: string) => string,
): Standing {
  const id = parseSubject(subject)?.id ?? subject;
  const own = knownOf(subject);
  if (subject.startsWith('companies/')) {
    return { history: companyHistory(id, own, timeZoneOf), company: id };
  }
  const company = companyOfSystem(own);
  const algorithms = streams.filter((stream) => stream.startsWith('algorithms/'));
  const sources = {
    own,
    company: company === undefined ? [] : knownOf(`companies/${company}`),
    algorithms: algorithms.map(knownOf),
  };
  return { history: systemHistory(id, sources, timeZoneOf), company };
}
