import { sql } from '#libs/database';
import { knownSet, parseSubject } from '#libs/governance';
import type { Subject } from '#libs/governance';
import type { Ledger, RecordedEvent } from '#libs/ledger';
import type pg from 'pg';
import { bySubject } from './by-subject.js';
import { Knowledge } from './knowledge.js';
import type { ClosedRow, NewRow, OpenRow } from './knowledge.js';
import { segmentsOf } from './segments.js';

const OPEN_ROWS = sql(import.meta.url, './open-rows.sql');
const CLOSE_ROWS = sql(import.meta.url, './close-rows.sql');
const INSERT_ROWS = sql(import.meta.url, './insert-rows.sql');

export const REGISTERS_PROJECTION = 'registers';

/** The events of one stream in a batch, and the stream's whole history up to the batch's end. */
interface TouchedStream {
  readonly subject: string;
  readonly stream: Subject;
  readonly events: readonly RecordedEvent[];
}

/**
 * Keeps the bitemporal table of all registers. Each stream is evaluated at every position that
 * touches it; rows that changed are closed at that position and new ones opened there.
 */
export class RegistersProjection {
  readonly name = REGISTERS_PROJECTION;
  readonly version = 1;

  constructor(private readonly ledger: Pick<Ledger, 'histories'>) {}

  /** Takes events in position order; all changes are made within the transaction. */
  async apply(transaction: pg.PoolClient, events: readonly RecordedEvent[]): Promise<void> {
    const streams = touchedStreams(events);
    const earlier = streams.filter((stream) => !isWhole(stream)).map(({ subject }) => subject);
    const [histories, openRows] = [
      await this.histories(earlier, events),
      await readOpenRows(transaction, earlier),
    ];
    const changes = streams.map((touched) =>
      evaluate(touched, histories.get(touched.subject), openRows.get(touched.subject) ?? []),
    );
    await closeRows(
      transaction,
      changes.flatMap(({ closed }) => closed),
    );
    await insertRows(
      transaction,
      changes.flatMap(({ inserted }) => inserted),
    );
  }

  private async histories(
    subjects: readonly string[],
    events: readonly RecordedEvent[],
  ): ReturnType<Ledger['histories']> {
    if (subjects.length === 0) return new Map();
    return this.ledger.histories(subjects, events.at(-1)?.position);
  }
}

/** Streams that Edict writes about itself have no register. */
function touchedStreams(events: readonly RecordedEvent[]): readonly TouchedStream[] {
  return [...bySubject(events)].flatMap(([subject, own]) => {
    const stream = parseSubject(subject);
    return stream === undefined ? [] : [{ subject, stream, events: own }];
  });
}

/** Whether the batch itself carries the stream's whole history, as at a first start. */
function isWhole({ events }: TouchedStream): boolean {
  return events.every(({ sequence }, index) => sequence === index + 1);
}

function evaluate(
  { subject, stream, events }: TouchedStream,
  history: readonly RecordedEvent[] = events,
  open: readonly OpenRow[],
): Knowledge {
  const knowledge = new Knowledge(subject, open);
  for (const { position } of events) {
    knowledge.learn(segmentsOf(stream, knownSet(history, position)), position);
  }
  knowledge.finish();
  return knowledge;
}

interface StoredRow extends Omit<OpenRow, 'company' | 'validFrom' | 'validTo'> {
  readonly subject: string;
  readonly company: string | null;
  readonly valid_from: Date;
  /** `Infinity` where nothing ends it. */
  readonly valid_to: Date | number;
}

async function readOpenRows(
  transaction: pg.PoolClient,
  subjects: readonly string[],
): Promise<ReadonlyMap<string, readonly OpenRow[]>> {
  if (subjects.length === 0) return new Map();
  const { rows } = await transaction.query<StoredRow>(OPEN_ROWS, [subjects]);
  return new Map([...bySubject(rows)].map(([subject, own]) => [subject, own.map(openRow)]));
}

function openRow({ valid_from, valid_to, company, ...row }: StoredRow): OpenRow {
  const { id, register, key, words } = row;
  return {
    id,
    register,
    key,
    company: company ?? undefined,
    row: row.row,
    words,
    validFrom: valid_from.getTime(),
    validTo: valid_to instanceof Date ? valid_to.getTime() : Infinity,
  };
}

async function closeRows(transaction: pg.PoolClient, rows: readonly ClosedRow[]): Promise<void> {
  if (rows.length === 0) return;
  const columns = [rows.map(({ id }) => id), rows.map(({ knownTo }) => knownTo)];
  await transaction.query(CLOSE_ROWS, columns);
}

async function insertRows(transaction: pg.PoolClient, rows: readonly NewRow[]): Promise<void> {
  if (rows.length === 0) return;
  await transaction.query(INSERT_ROWS, [
    rows.map(({ register }) => register),
    rows.map(({ subject }) => subject),
    rows.map(({ key }) => key),
    rows.map(({ company }) => company ?? null),
    rows.map(({ row }) => row),
    rows.map(({ words }) => words),
    rows.map(({ validFrom }) => timestamp(validFrom)),
    rows.map(({ validTo }) => timestamp(validTo)),
    rows.map(({ knownFrom }) => knownFrom),
    rows.map(({ knownTo }) => knownTo),
  ]);
}

function timestamp(instant: number): string {
  return instant === Infinity ? 'infinity' : new Date(instant).toISOString();
}
