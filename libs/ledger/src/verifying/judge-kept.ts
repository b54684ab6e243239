import { LogFault } from '../log/log-fault.js';
import type { RecordedOrigin } from '../log/origin-begun.js';
import { openedIfTrusted } from './older-checkpoint.js';
import type { KeptCheckpoint } from './signed-heads.js';
import { signedByRetired } from './stored-checkpoints.js';
import type { Signers } from './stored-checkpoints.js';

/** A checkpoint kept elsewhere, of whose events the last were lost. */
export interface LostCheckpoint {
  readonly where: string;
  readonly origin: string;
  readonly size: number;
  /** Of its events, those that are here. */
  readonly survived: number;
  /** Of the event that says so. */
  readonly position: number;
}

export interface JudgedKept {
  /** Those that the leaves are held against. */
  readonly held: readonly KeptCheckpoint[];
  readonly lost: readonly LostCheckpoint[];
}

/** What can be said of checkpoints kept elsewhere before a leaf is looked at. */
export function judgeKept(
  kept: readonly KeptCheckpoint[],
  { retired, origins }: Signers,
  onFault: (fault: LogFault) => void,
): JudgedKept {
  const held: KeptCheckpoint[] = [];
  const lost: LostCheckpoint[] = [];
  for (const one of kept) {
    const { checkpoint, where } = one;
    const judged = origins.fateOf(checkpoint);
    if (!retired.accept(checkpoint)) {
      onFault(signedByRetired(checkpoint, retired, where));
    } else if (judged.fate === 'here') held.push(one);
    else if (judged.fate === 'unaccounted') onFault(unaccounted(one, judged.by));
    else if (isOther(one, judged.by)) onFault(otherFormer(one, judged.by));
    else if (one.isPublished) lost.push(lostBy(one, judged.by));
  }
  return { held, lost };
}

/** The checkpoints that events name as the last of their log, where a key of it is trusted. */
export function judgeFormer({ keys, origins }: Signers, onFault: (fault: LogFault) => void): void {
  for (const { former, position } of origins.begun) {
    const ofLog = keys.filter(({ name }) => name === former.origin);
    if (ofLog.length === 0 || openedIfTrusted(former.note, ofLog) !== undefined) continue;
    const detail = `No trusted key signed what event ${position} names as the last checkpoint of ${former.origin}.`;
    onFault(new LogFault('origin', detail, { position, notes: [former.note] }));
  }
}

/** A loss is believed once a checkpoint covers the event that tells of it. */
export function judgeLost(
  lost: readonly LostCheckpoint[],
  signed: number,
  onFault: (fault: LogFault) => void,
): void {
  for (const { where, size, position } of lost.filter((one) => one.position > signed)) {
    const detail =
      `A checkpoint over ${size} events was signed (${where}); event ${position} says that they ` +
      'were lost, and no checkpoint covers it that a trusted key signed.';
    onFault(new LogFault('rollback', detail, { position }));
  }
}

function lostBy({ checkpoint, where }: KeptCheckpoint, by: RecordedOrigin): LostCheckpoint {
  const { origin, size } = checkpoint;
  return { where, origin, size, survived: by.lostFrom - 1, position: by.position };
}

function isOther({ checkpoint }: KeptCheckpoint, { former }: RecordedOrigin): boolean {
  const isSame = checkpoint.origin === former.origin && checkpoint.size === former.size;
  return isSame && !checkpoint.root.equals(former.root);
}

function otherFormer({ checkpoint, where }: KeptCheckpoint, by: RecordedOrigin): LogFault {
  const detail =
    `Two histories were signed: ${where} is over ${checkpoint.size} events, and event ` +
    `${by.position} names another checkpoint over as many.`;
  return new LogFault('equivocation', detail, { notes: [checkpoint.note, by.former.note] });
}

function unaccounted({ checkpoint, where }: KeptCheckpoint, by: RecordedOrigin): LogFault {
  const { origin, size, note } = checkpoint;
  const detail =
    origin === by.origin
      ? `${where} is over ${size} events of ${origin}, which was begun with event ${by.position}.`
      : `A checkpoint over ${size} events of ${origin} was signed (${where}), but event ` +
        `${by.position} says that no more than ${by.former.size} were lost.`;
  return new LogFault('rollback', detail, { notes: [note, by.former.note] });
}
