import { onPrimary, sql } from '#libs/database';
import { ERASED } from '#libs/governance';
import type { ProposedEvent } from '#libs/ledger';
import { formatCommitment } from '#libs/merkle';
import type pg from 'pg';
import type { PersonalKey } from './keys/personal-key.js';
import { commitmentsIn, replaceCommitments } from './revealing/commitments-in.js';
import { openValues } from './revealing/opened-value.js';
import type { OpenedValue } from './revealing/opened-value.js';
import { sealEvents } from './sealing/seal-events.js';
import type { TypeOnStream } from './sealing/seal-events.js';

const COMMITMENTS_OF_PERSON = sql(import.meta.url, './revealing/commitments-of-person.sql');
/** Rows that are looked through before those that name somebody are asked for together. */
const ROWS_AT_ONCE = 256;

/** The values that leaves only commit to: sealed on writing, shown on reading. */
export class PersonalValues {
  constructor(
    private readonly pool: pg.Pool,
    readonly key: PersonalKey,
  ) {}

  /** The events as the ledger shall write them, with what they commit to beside them. */
  seal(
    proposals: readonly ProposedEvent[],
    typeOf: TypeOnStream,
  ): Promise<readonly ProposedEvent[]> {
    return sealEvents(proposals, typeOf, this.key, this.pool);
  }

  /** The values behind some commitments, by commitment; erased ones are absent. */
  open(commitments: Iterable<string>): Promise<ReadonlyMap<string, OpenedValue>> {
    // What was erased is gone at once, though a replica may still have it.
    return onPrimary(() => openValues(commitments, this.key, this.pool));
  }

  /** An answer as its reader shall see it: values in place of commitments, or `erased`. */
  async reveal<Answer>(answer: Answer): Promise<Answer> {
    const commitments = commitmentsIn(answer);
    if (commitments.size === 0) return answer;
    const opened = await this.open(commitments);
    return replaceCommitments(answer, (one) => opened.get(one)?.value ?? ERASED);
  }

  /** As `reveal`, row by row, for any number of rows. */
  async *revealEach<Row>(rows: AsyncIterable<Row> | Iterable<Row>): AsyncGenerator<Row> {
    let waiting: Row[] = [];
    for await (const row of rows) {
      waiting.push(row);
      if (waiting.length < ROWS_AT_ONCE) continue;
      yield* await this.reveal(waiting);
      waiting = [];
    }
    yield* await this.reveal(waiting);
  }

  /** The texts under which the ledger has a name: the name itself, and each commitment to it. */
  async formsOf(name: string): Promise<readonly string[]> {
    const { rows } = await this.pool.query<{ commitment: Buffer }>(COMMITMENTS_OF_PERSON, [
      this.key.personOf(name),
    ]);
    return [name, ...rows.map(({ commitment }) => formatCommitment(commitment))];
  }
}
