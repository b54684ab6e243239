import { commitmentsIn, personalLines } from '#libs/personal';
import type { PersonalKey } from '#libs/personal';
import { canonicalBytes } from '#libs/ledger/pure';
import type { RecordedEvent } from '#libs/ledger/pure';
import type pg from 'pg';
import { ENTRY } from '../format/entry-names.js';
import { spooledEntry } from '../format/pack-entry.js';
import type { PackEntry } from '../format/pack-entry.js';

const OPENED_AT_ONCE_MAX = 1_000;

/** The commitments to personal values in some events, event by event in their order. */
export class PersonalCommitments {
  private readonly ofEvents: (readonly string[])[] = [];

  take({ data }: RecordedEvent): void {
    const commitments = [...commitmentsIn(data)];
    if (commitments.length > 0) this.ofEvents.push(commitments);
  }

  /** So many at a time that they can be asked for together; those of one event are never parted. */
  *inParts(): Generator<readonly string[]> {
    let part: string[] = [];
    for (const commitments of this.ofEvents) {
      part.push(...commitments);
      if (part.length < OPENED_AT_ONCE_MAX) continue;
      yield part;
      part = [];
    }
    if (part.length > 0) yield part;
  }
}

export interface PersonalPacked {
  readonly entry: PackEntry;
  readonly count: number;
}

/** The values behind the commitments, by position and field; nothing where none is left. */
export async function personalEntry(
  commitments: PersonalCommitments,
  key: PersonalKey,
  client: pg.ClientBase,
  folder: string,
): Promise<PersonalPacked | undefined> {
  let count = 0;
  async function* lines(): AsyncGenerator<string> {
    for (const part of commitments.inParts()) {
      for (const line of await personalLines([{ data: { part } }], key, client)) {
        count += 1;
        yield `${canonicalBytes(line).toString('utf8')}\n`;
      }
    }
  }
  const entry = await spooledEntry(ENTRY.personal, lines(), folder);
  return count === 0 ? undefined : { entry, count };
}
