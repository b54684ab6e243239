import { sql } from '#libs/database';
import { knownSet, parseSubject } from '#libs/governance';
import type { Subject } from '#libs/governance';
import type { Ledger, Projection, RecordedEvent } from '#libs/ledger';
import type pg from 'pg';
import { bySubject } from './by-subject.js';
import { LIVE, useGeneration } from './generation.js';
import type { Generation } from './generation.js';
import { Knowledge } from './knowledge.js';
import type { ClosedRow } from './knowledge.js';
import { Pulse } from './pulse.js';
import { SEGMENT_LIKENESS, Segments } from './segments.js';
import type { Segment } from './segments.js';
import { closeRows, insertRows, readOpenRows } from './stored-rows.js';
import type { NewRow, OpenRow } from './stored-rows.js';
import { vocabularyRows } from './vocabulary.js';
import { wordsOf } from './words-of.js';

const CLEAR_ROWS = sql(import.meta.url, './clear-rows.sql');
const CLEAR_EVENT_WORDS = sql(import.meta.url, './clear-event-words.sql');
const HAS_VOCABULARY = sql(import.meta.url, './has-vocabulary.sql');
const INSERT_EVENT_WORDS = sql(import.meta.url, './insert-event-words.sql');

export const REGISTERS_PROJECTION = 'registers';

/** The events of one stream in a batch. */
interface TouchedStream {
  readonly subject: string;
  readonly stream: Subject;
  readonly events: readonly RecordedEvent[];
}

/**
 * Keeps the bitemporal table of all registers. Each stream is evaluated at every position that
 * touches it; rows that changed are closed at that position and new ones opened there.
 */
export class RegistersProjection implements Projection {
  readonly name = REGISTERS_PROJECTION;
  /** To be raised whenever a register or the vocabulary changes. */
  readonly version = 5;

  constructor(
    private readonly ledger: Pick<Ledger, 'histories'>,
    private readonly generation: Generation = LIVE,
  ) {}

  async apply(transaction: pg.PoolClient, events: readonly RecordedEvent[]): Promise<void> {
    await useGeneration(transaction, this.generation);
    const streams = touchedStreams(events);
    const begun = streams.filter((stream) => !isWhole(stream)).map(({ subject }) => subject);
    const histories = await this.histories(begun, events);
    const open = await readOpenRows(transaction, begun);
    const pulse = new Pulse(transaction);
    const inserted: NewRow[] = [];
    const closed: ClosedRow[] = [];
    for (const touched of streams) {
      const { subject, events: own } = touched;
      const history = histories.get(subject) ?? own;
      const knowledge = await learnt(touched, history, open.get(subject) ?? [], pulse);
      closed.push(...knowledge.closed);
      for (const row of knowledge.inserted) inserted.push({ ...row, subject });
    }
    await closeRows(transaction, closed);
    await insertRows(transaction, inserted);
    await insertEventWords(transaction, events);
    await insertVocabulary(transaction);
  }

  async reset(transaction: pg.PoolClient): Promise<void> {
    await useGeneration(transaction, this.generation);
    await transaction.query(CLEAR_ROWS);
    await transaction.query(CLEAR_EVENT_WORDS);
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

async function learnt(
  { stream, events }: TouchedStream,
  history: readonly RecordedEvent[],
  open: readonly OpenRow[],
  pulse: Pulse,
): Promise<Knowledge<Segment>> {
  const knowledge = new Knowledge(open, SEGMENT_LIKENESS);
  const segments = new Segments(stream);
  for (const { position } of events) {
    knowledge.learn(segments.of(knownSet(history, position)), position);
    await pulse.beat();
  }
  knowledge.finish();
  return knowledge;
}

async function insertEventWords(
  transaction: pg.PoolClient,
  events: readonly RecordedEvent[],
): Promise<void> {
  await transaction.query(INSERT_EVENT_WORDS, [
    events.map(({ position }) => position),
    events.map(({ type }) => type),
    events.map(({ subject }) => subject),
    events.map(wordsOf),
  ]);
}

async function insertVocabulary(transaction: pg.PoolClient): Promise<void> {
  const { rows } = await transaction.query<{ found: boolean }>(HAS_VOCABULARY);
  if (rows[0]?.found !== true) await insertRows(transaction, vocabularyRows());
}
