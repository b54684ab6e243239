import { isUtf8 } from 'node:buffer';
import type { CopiedRows } from '#libs/database';
import { leafHash } from '#libs/merkle';
import type { Hash } from '#libs/merkle';
import { canonicalBytes } from '../canonical/canonical-bytes.js';
import { parseStrict } from '../canonical/parse-strict.js';
import { isSurelyCanonical } from '../canonical/surely-canonical.js';
import { MalformedJson, NotCanonical } from '../errors.js';
import { examineLeaf } from '../log/check-leaf.js';
import { LogFault } from '../log/log-fault.js';
import { COLUMN, storedLeaf, wholeNumber } from '../log/stored-leaf.js';
import type { StoredLeaf } from '../log/stored-leaf.js';
import type { Followed } from '../log/stream-order.js';
import { SoundLeaf } from './sound-leaf.js';

/** A leaf that was looked at, whatever was wrong with it. */
export interface ExaminedPlace {
  /** Of the bytes, not as it is stored. */
  readonly hash: Hash;
  /**
   * As the columns have it: where the bytes say something else, that is a fault of its own. Absent
   * where the bytes are no event.
   */
  readonly place: Followed | undefined;
}

/** Looks for every fault of stored leaves, one after another. */
export class ExamineLeaves {
  private readonly sound: SoundLeaf;

  /** @param rows of which the current one is looked at each time */
  constructor(
    private readonly rows: CopiedRows,
    private readonly onFault: (fault: LogFault) => void,
  ) {
    this.sound = new SoundLeaf(rows);
  }

  get position(): number {
    return wholeNumber(this.rows.bytes, this.rows.startOf(COLUMN.position));
  }

  examined(): ExaminedPlace {
    const { rows, sound } = this;
    const hash = leafHash(rows.value(COLUMN.bytes));
    if (!sound.isSound(hash)) return this.examinedSlowly();
    const { position, subject, sequence, recordedtime } = sound;
    return { hash, place: { position, subject, sequence, recordedtime } };
  }

  private examinedSlowly(): ExaminedPlace {
    const stored = storedLeaf(this.rows.row());
    const { hash, text, json, event, faults } = examineLeaf(stored);
    faults.forEach(this.onFault);
    const isCanonical = isUtf8(stored.bytes) && isSurelyCanonical(text, json);
    if (!isCanonical) canonicalFaults(stored).forEach(this.onFault);
    if (event === undefined) return { hash, place: undefined };
    const { position, subject, sequence } = stored;
    return { hash, place: { position, subject, sequence, recordedtime: event.recordedtime } };
  }
}

function canonicalFaults({ position, bytes }: StoredLeaf): readonly LogFault[] {
  try {
    if (canonicalBytes(parseStrict(bytes)).equals(bytes)) return [];
    const detail = `The bytes of event ${position} are not in canonical form.`;
    return [new LogFault('bytes', detail, { position })];
  } catch (cause) {
    if (!(cause instanceof MalformedJson || cause instanceof NotCanonical)) throw cause;
    const detail = `The bytes at position ${position} are refused: ${cause.message}`;
    return [new LogFault('bytes', detail, { position, cause })];
  }
}
