import {
  calendarOf,
  companyHistory,
  companyOfSystem,
  knownSet,
  obligationsOf,
  parseSubject,
  systemHistory,
  type KnownEvent,
} from '#libs/governance';
import type { RecordedEvent } from '#libs/ledger';
import { evaluate, type Segment, type SubjectHistory, type Timeline } from '#libs/rulebook';

/** What every duty of one subject is over all of time, and which company answers for it. */
export interface NaiveSubject {
  readonly subject: string;
  readonly company: string;
  readonly timelines: readonly Timeline[];
}

/**
 * What the definition gives for some subjects as known at a position: the whole ledger is read and
 * every obligation evaluated for every subject, whatever has changed.
 */
export function naiveSubjects(
  ledger: readonly RecordedEvent[],
  position: number,
  subjects: readonly string[],
): readonly NaiveSubject[] {
  const known = (stream: string): readonly KnownEvent[] =>
    knownSet(
      ledger.filter(({ subject }) => subject === stream),
      position,
    );
  const streams = [...new Set(ledger.map(({ subject }) => subject))].sort();
  const of = (kind: string) => streams.filter((stream) => stream.startsWith(`${kind}/`));
  const obligations = of('instruments').flatMap((stream) => obligationsOf(known(stream)));
  const calendars = new Map(
    of('calendars').map((stream) => [idOf(stream), calendarOf(idOf(stream), known(stream))]),
  );
  const zone = (id: string): string =>
    obligations.find((obligation) => obligation.id === id)?.timeZone ?? 'UTC';
  return subjects.map((subject) => {
    const { history, company } = historyOf(subject, known, of('algorithms'), zone);
    return { subject, company, timelines: evaluate(history, obligations, calendars) };
  });
}

/** The same as the rows of the table, as texts in one order. */
export function naiveStatuses(
  ledger: readonly RecordedEvent[],
  position: number,
  subjects: readonly string[],
): readonly string[] {
  return naiveSubjects(ledger, position, subjects)
    .flatMap(({ subject, company, timelines }) =>
      timelines.flatMap(({ obligation, segments }) =>
        segments
          .filter(({ status }) => status !== 'not-applicable')
          .map((segment) => lineOf(company, subject, obligation, segment)),
      ),
    )
    .sort();
}

function historyOf(
  subject: string,
  known: (stream: string) => readonly KnownEvent[],
  algorithms: readonly string[],
  zone: (id: string) => string,
): { readonly history: SubjectHistory; readonly company: string } {
  const own = known(subject);
  const id = idOf(subject);
  if (subject.startsWith('companies/')) {
    return { history: companyHistory(id, own, zone), company: id };
  }
  const company = companyOfSystem(own) ?? '';
  const sources = {
    own,
    company: known(`companies/${company}`),
    algorithms: algorithms.map(known),
  };
  return { history: systemHistory(id, sources, zone), company };
}

function lineOf(company: string, subject: string, obligation: string, segment: Segment): string {
  const { status, ruleVersion, dueAt, dueOn, provisional, metAt, because, missing } = segment;
  return [
    company,
    subject,
    obligation,
    status,
    `v${ruleVersion ?? ''}`,
    secondsOf(dueAt),
    dueOn,
    provisional === true ? 't' : 'f',
    secondsOf(metAt),
    `{${because.join()}}`,
    `{${(missing ?? []).join()}}`,
    textOf(segment.from),
    textOf(segment.to),
  ]
    .filter((part) => part !== undefined)
    .join(' ');
}

function idOf(stream: string): string {
  return parseSubject(stream)?.id ?? stream;
}

function secondsOf(instant: number | undefined): number | undefined {
  return instant === undefined ? undefined : Math.round(instant / 1_000);
}

/** As PostgreSQL writes a timestamp in UTC. */
function textOf(instant: number): string {
  if (!Number.isFinite(instant)) return instant > 0 ? 'infinity' : '-infinity';
  const text = new Date(instant).toISOString().replace('T', ' ').replace('Z', '');
  return `${text.replace(/\.?0+$/, (zeros) => (zeros.startsWith('.') ? '' : zeros))}+00`;
}
