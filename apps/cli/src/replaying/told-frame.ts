import type { ComparedDuties, DutyDifference, Frame, FrameChange } from '#libs/compliance';

/** An event for a reader: what happened when, who recorded it when, and what it changed. */
export function linesOfFrame({ position, event, changes }: Frame): readonly string[] {
  const { type, subject, time, actor, recordedtime } = event;
  return [
    `${position}  ${type}  ${subject}`,
    `    happened ${time}, recorded ${recordedtime} by ${actor}, source ${event.source} ${event.id}`,
    ...changes.map(lineOfChange),
  ];
}

function lineOfChange({ subject, obligation, before, after }: FrameChange): string {
  return `    ${subject} ${obligation}: ${statusOf(before)} -> ${statusOf(after)}`;
}

function statusOf({ status, dueOn, dueAt, provisional, missing }: FrameChange['after']): string {
  const due = dueOn ?? dueAt;
  return [
    status,
    ...(due === undefined ? [] : [`(due ${due}${provisional ? ', provisional' : ''})`]),
    ...(missing.length === 0 ? [] : [`(missing ${missing.join(', ')})`]),
  ].join(' ');
}

export function linesOfComparison(compared: ComparedDuties): readonly string[] {
  const { position, rows, differences } = compared;
  const verdict = differences.length === 0 ? 'are what its events give' : 'differ from its events';
  return [
    `The stored views of it as known at position ${position} ${verdict}: ${rows} rows, ` +
      `${differences.length} differ.`,
    ...differences.map(lineOfDifference),
  ];
}

function lineOfDifference({ kind, row }: DutyDifference): string {
  const { subject, obligation, status, validFrom, validTo } = row;
  return `  ${kind}: ${subject} ${obligation} ${status} from ${instant(validFrom)} to ${instant(validTo)}`;
}

function instant(ms: number): string {
  return Number.isFinite(ms) ? new Date(ms).toISOString() : 'ever';
}
