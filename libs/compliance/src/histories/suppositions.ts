import { sql } from '#libs/database';
import type { Ledger, RecordedEvent } from '#libs/ledger';
import type pg from 'pg';
import { setImmediate as breathe } from 'node:timers/promises';
import { bySubject } from '../projection/by-subject.js';
import type { Fields } from '../registers/register.js';
import { sourcesOf } from '../statuses/history-sources.js';
import type { RulesOverTime } from '../statuses/rules-over-time.js';
import { reachLive } from './live-rules.js';
import type { Viewpoint } from './stage.js';
import type { SourcedSubject } from './standing.js';
import { Supposed } from './supposed.js';
import type { WhatIfRow } from './what-if-row.js';

const SOURCES_AFTER = sql(import.meta.url, './sources-after.sql');
const SOURCES_OF_STREAMS = sql(import.meta.url, './sources-of-streams.sql');

/** Subjects that are held in memory at a time. */
const CHUNK_MAX = 500;

/** What statuses would be if more were recorded than is. Nothing is written. */
export class Suppositions {
  constructor(
    private readonly pool: pg.Pool,
    private readonly ledger: Pick<Ledger, 'histories'>,
    private readonly rules: RulesOverTime,
  ) {}

  /**
   * The duties of anybody that would be others at the valid time, by subject and obligation.
   * @param events in the order in which they would be recorded, at positions after `knownAt`
   */
  async *changes(
    events: readonly RecordedEvent[],
    { validAt, knownAt }: Viewpoint,
  ): AsyncGenerator<Fields<WhatIfRow>, void, undefined> {
    await reachLive(this.rules, this.pool);
    const supposed = new Supposed(events, this.rules.supposing(knownAt, events), {
      from: { validAt, knownAt },
      to: { validAt, knownAt: events.at(-1)?.position ?? knownAt },
    });
    for await (const subjects of this.chunks(supposed)) {
      const streams = new Set(subjects.flatMap((one) => one.streams));
      const histories = await this.ledger.histories([...streams], knownAt);
      yield* supposed.rows(subjects, histories);
      await breathe();
    }
  }

  /** The subjects concerned: those that the events touch, or everybody where a rule would change. */
  private async *chunks(supposed: Supposed): AsyncGenerator<readonly SourcedSubject[]> {
    const touched = await this.touched(supposed.events);
    supposed.touched = new Set(touched.map(({ subject }) => subject));
    if (supposed.obligations.length === 0) {
      yield* inChunks(touched);
      return;
    }
    const ahead = new Map(touched.map((one) => [one.subject, one]));
    for (let after = ''; ;) {
      const { rows } = await this.pool.query<SourcedSubject>(SOURCES_AFTER, [after, CHUNK_MAX]);
      const last = rows.at(-1);
      if (last === undefined) break;
      yield rows.map((row) => ahead.get(row.subject) ?? row);
      for (const { subject } of rows) ahead.delete(subject);
      after = last.subject;
    }
    yield* inChunks([...ahead.values()]);
  }

  /** What the events say of whose history comes on top of what was said before. */
  private async touched(events: readonly RecordedEvent[]): Promise<readonly SourcedSubject[]> {
    const said = bySubject(events.flatMap(sourcesOf));
    const streams = [...new Set([...events.map(({ subject }) => subject), ...said.keys()])];
    const { rows } = await this.pool.query<SourcedSubject>(SOURCES_OF_STREAMS, [streams]);
    const known = new Map(rows.map((row) => [row.subject, row.streams]));
    return [...new Set([...known.keys(), ...said.keys()])].sort().map((subject) => {
      const own = (said.get(subject) ?? []).map(({ stream }) => stream);
      return { subject, streams: [...new Set([...(known.get(subject) ?? []), ...own])].sort() };
    });
  }
}

function* inChunks(subjects: readonly SourcedSubject[]): Generator<readonly SourcedSubject[]> {
  for (let start = 0; start < subjects.length; start += CHUNK_MAX) {
    yield subjects.slice(start, start + CHUNK_MAX);
  }
}
