import { sql } from '#libs/database';
import type { Ledger } from '#libs/ledger';
import { BATCH_EVENTS_MAX } from '#libs/ledger';
import type pg from 'pg';
import type { PersonalValues } from '../personal-values.js';
import { dataErased, EVENTS_NAMED_MAX } from './data-erased.js';
import type { ErasedPlace } from './data-erased.js';
import { erasureOf } from './erasure-row.js';
import type { Erasure, StoredErasure } from './erasure-row.js';
import { finishErasures } from './finish-erasures.js';
import { ErasureRefused } from './refusals.js';
import { requestErasure } from './request-erasure.js';
import type { ErasureWanted } from './request-erasure.js';

const LIST_ERASURES = sql(import.meta.url, './list-erasures.sql');
const PLACES_OF_EVENT = sql(import.meta.url, './places-of-event.sql');
const PLACES_OF_PERSON = sql(import.meta.url, './places-of-person.sql');

export const ERASURES_LISTED_MAX = 1_000;
/** Events that one erasure names at most; all of it is recorded in one append. */
export const ERASED_AT_ONCE_MAX = BATCH_EVENTS_MAX * EVENTS_NAMED_MAX;

/**
 * Erasures from request to destruction. Approving needs no key: what is destroyed is not read. Who asks is
 * never who approves.
 */
export class Erasures {
  constructor(
    private readonly pool: pg.Pool,
    private readonly ledger: Pick<Ledger, 'append' | 'find' | 'at'>,
  ) {}

  /** Newest first, at most 1,000. */
  async list(state?: Erasure['state']): Promise<readonly Erasure[]> {
    const isPending = state === undefined ? null : state === 'pending';
    const { rows } = await this.pool.query<StoredErasure>(LIST_ERASURES, [
      null,
      isPending,
      ERASURES_LISTED_MAX,
    ]);
    return rows.map(erasureOf);
  }

  /**
   * Asks for an erasure, which destroys nothing before somebody else approves it.
   * @param personal says whether what is named stands, and keeps it out of the reason
   * @throws ErasureRefused
   */
  async request(
    wanted: ErasureWanted,
    requestedBy: string,
    personal: PersonalValues,
  ): Promise<Erasure> {
    const { pool, ledger } = this;
    return this.find(await requestErasure(wanted, requestedBy, { pool, ledger, personal }));
  }

  /** @throws ErasureRefused */
  async find(id: string): Promise<Erasure> {
    return erasureOf(await this.stored(id));
  }

  /**
   * Records that the values are erased, then destroys them with their salts and, where nothing else
   * of the person remains, the key. Whatever ends this in between, the rest is done at the next
   * start of a process, and a second approval does no harm.
   * @throws ErasureRefused
   */
  async approve(id: string, approvedBy: string): Promise<Erasure> {
    const asked = await this.stored(id);
    if (asked.requestedBy === approvedBy) {
      const detail = 'Who asked for an erasure cannot approve it: that takes another key.';
      throw new ErasureRefused('second-pair-of-eyes', detail);
    }
    if (asked.approvedAt === null) await this.record(asked, approvedBy);
    await finishErasures(this.pool);
    return this.find(id);
  }

  private async record(asked: StoredErasure, approvedBy: string): Promise<void> {
    const places = await this.places(asked);
    if (places.length === 0) {
      throw new ErasureRefused('nothing-to-erase', 'Nothing of what it names stands any more.');
    }
    if (places.length > ERASED_AT_ONCE_MAX) {
      const detail = `It names more than ${ERASED_AT_ONCE_MAX} events: erase some of them by event.`;
      throw new ErasureRefused('too-much-to-erase', detail);
    }
    const { id, reason, requestedBy } = asked;
    const approved = { id, reason, requestedBy, approvedBy };
    const events = dataErased(approved, places, new Date().toISOString());
    const proposals = events.map((event) => ({ event }));
    const { outcome } = await this.ledger.append({ proposals });
    // Reused: somebody else has approved it at the same moment, or it was cut short before.
    if (outcome !== 'recorded' && outcome !== 'id-reused')
      throw new Error(`Not recorded: ${outcome}`);
  }

  private async places(asked: StoredErasure): Promise<readonly ErasedPlace[]> {
    const { position, fields, person } = asked;
    const { rows } =
      person === null
        ? await this.pool.query<ErasedPlace>(PLACES_OF_EVENT, [position, fields])
        : await this.pool.query<ErasedPlace>(PLACES_OF_PERSON, [person, ERASED_AT_ONCE_MAX + 1]);
    return rows;
  }

  private async stored(id: string): Promise<StoredErasure> {
    const { rows } = UUID.test(id)
      ? await this.pool.query<StoredErasure>(LIST_ERASURES, [id, null, 1])
      : { rows: [] };
    const [row] = rows;
    if (row !== undefined) return row;
    throw new ErasureRefused('unknown-erasure', 'No erasure with this id was asked for.');
  }
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
