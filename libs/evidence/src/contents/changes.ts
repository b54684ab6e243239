import { aboutRule, changesBetween } from '#libs/compliance/pure';
import type { Change, SourcedSubject, Viewpoint } from '#libs/compliance/pure';
import type { CompanyFold } from './company-fold.js';
import { csvLine } from './csv.js';
import { instrumentOf, TOLD, toldCells } from './states.js';

/** The duties of one subject that differ between two instants, with what made it so. */
export function changesOf(
  fold: CompanyFold,
  subject: SourcedSubject,
  from: number,
  to: number,
): readonly Change[] {
  return changesBetween(fold.chronicle, subject, ...viewpoints(fold, from, to));
}

const HEADER = [
  'subject',
  'obligation',
  'instrument',
  'title_zh',
  'title_en',
  'cause',
  ...TOLD.map((name) => `before_${name}`),
  ...TOLD.map((name) => `after_${name}`),
  'events',
  'because',
];

/** `events` made the difference; where there are none time alone did, and `because` says why. */
export function* changeLines(
  fold: CompanyFold,
  changes: readonly Change[],
  from: number,
  to: number,
): Generator<string> {
  const [earlier, later] = viewpoints(fold, from, to);
  yield csvLine(HEADER);
  for (const { subject, obligation, cause, before, after, events } of changes) {
    const rule = aboutRule(fold.chronicle, obligation, [later, earlier]);
    yield csvLine([
      subject,
      obligation,
      instrumentOf(fold, obligation),
      rule.title.zh,
      rule.title.en,
      cause,
      ...toldCells(before, rule.timeZone),
      ...toldCells(after, rule.timeZone),
      events.map(({ position }) => position),
      after.because.length > 0 ? after.because : before.because,
    ]);
  }
}

function viewpoints(
  { position: knownAt }: CompanyFold,
  from: number,
  to: number,
): readonly [Viewpoint, Viewpoint] {
  return [
    { validAt: from, knownAt },
    { validAt: to, knownAt },
  ];
}
