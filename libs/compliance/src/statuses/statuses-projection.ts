import { sql } from '#libs/database';
import { SubjectFailed, type Ledger, type Projection, type RecordedEvent } from '#libs/ledger';
import type pg from 'pg';
import { LIVE, useGeneration } from '../projection/generation.js';
import type { Generation } from '../projection/generation.js';
import { Agenda, type Range } from './agenda.js';
import { Bearer, type StoredBearer } from './bearer.js';
import { bearerParts } from './bearer-parts.js';
import { bearersBehind, bearersOf, moveBearers, noteSources, type TakenBearer } from './bearers.js';
import { learntAt } from './fold-statuses.js';
import { KnownStreams } from './known-streams.js';
import { reachRules } from './reach-rules.js';
import { changesAfter, noteChanges } from './rule-changes.js';
import { isRuleStream, RulesOverTime } from './rules-over-time.js';
import { StreamCache } from './stream-cache.js';
import { StatusWriter } from './status-writer.js';
import { rewindStatuses } from './stored-statuses.js';

const CLEAR = sql(import.meta.url, './clear-statuses.sql');

export const STATUSES_PROJECTION = 'statuses';

/** What it may hold in memory at once. */
export interface HeldInMemory {
  /** Of streams that are kept for the next batches. */
  readonly cachedBytesMax?: number;
  /** Of the histories that are evaluated, about. */
  readonly eventsTogether?: number;
}

/**
 * Keeps the bitemporal table of statuses. Each company and system is evaluated at every position
 * that touches it, and only the duties that the event concerns; rows that changed are closed at that
 * position and new ones opened there. An event on a rule or calendar is noted at once and taken by
 * one subject after another, so that it holds up nobody else.
 */
export class StatusesProjection implements Projection {
  readonly name = STATUSES_PROJECTION;
  /** To be raised whenever the same events give other statuses. */
  readonly version = 1;
  private readonly rules: RulesOverTime;
  private readonly streams: StreamCache;

  constructor(
    ledger: Pick<Ledger, 'histories' | 'lengths'>,
    private readonly generation: Generation = LIVE,
    private readonly held: HeldInMemory = {},
  ) {
    this.rules = new RulesOverTime(ledger);
    this.streams = new StreamCache(ledger, held.cachedBytesMax);
  }

  async apply(transaction: pg.PoolClient, events: readonly RecordedEvent[]): Promise<void> {
    await useGeneration(transaction, this.generation);
    this.streams.pass(events);
    const ofRules = events.filter(({ subject }) => isRuleStream(subject));
    await reachRules(this.rules, transaction, ofRules);
    await noteChanges(
      transaction,
      ofRules.map((event) => this.rules.changedBy(event)),
    );
    await noteSources(transaction, events);
    const touched = new Set(events.map(({ subject }) => subject));
    const bearers = await bearersOf(transaction, [...touched]);
    const position = events.at(-1)?.position ?? 0;
    await this.take(transaction, bearers, position, events[0]?.position ?? position);
  }

  /** Lets some subjects take the rule changes that went by. True while more are left. */
  async goOn(transaction: pg.PoolClient, position: number, sizeMax: number): Promise<boolean> {
    await useGeneration(transaction, this.generation);
    const bearers = await bearersBehind(transaction, this.name, sizeMax);
    if (bearers.length === 0) return false;
    const [first] = bearers;
    try {
      await reachRules(this.rules, transaction, []);
      this.streams.moveTo(position);
      await this.take(transaction, bearers, position, Infinity);
    } catch (error) {
      if (sizeMax > 1 || first === undefined) throw error;
      throw new SubjectFailed(first.subject, position, error);
    }
    return true;
  }

  async reset(transaction: pg.PoolClient): Promise<void> {
    await useGeneration(transaction, this.generation);
    await transaction.query(CLEAR);
  }

  /** Brings these subjects up to a position; `touchedFrom` is the first of the batch. */
  private async take(
    transaction: pg.PoolClient,
    stored: readonly StoredBearer[],
    position: number,
    touchedFrom: number,
  ): Promise<void> {
    if (stored.length === 0) return;
    const reached = Math.max(position, ...stored.map(({ projectedTo = 0 }) => projectedTo));
    if (reached > position) this.streams.moveTo(reached);
    const taken: TakenBearer[] = [];
    for (const part of await this.parts(stored)) {
      taken.push(...(await this.takePart(transaction, part, { touchedFrom, position })));
    }
    await moveBearers(transaction, taken, position);
  }

  private async parts(
    stored: readonly StoredBearer[],
  ): Promise<readonly (readonly StoredBearer[])[]> {
    if (stored.length === 1) return [stored];
    const lengths = await this.streams.lengths(streamsOf(stored));
    return bearerParts(stored, lengths, this.held.eventsTogether);
  }

  private async takePart(
    transaction: pg.PoolClient,
    stored: readonly StoredBearer[],
    range: Range,
  ): Promise<readonly TakenBearer[]> {
    const known = new KnownStreams(await this.streams.histories(streamsOf(stored)));
    const agenda = new Agenda(stored, known, range);
    const changes = await changesAfter(transaction, agenda.after);
    for (const { subject, from } of agenda.rewound)
      await rewindStatuses(transaction, subject, from);
    const steps = agenda.stepsOf(changes);
    const writer = new StatusWriter(transaction);
    const taken: TakenBearer[] = [];
    for (const one of stored) {
      const bearer = new Bearer(one, known);
      const learnt = (steps.get(bearer.subject) ?? []).flatMap((step) =>
        learntAt(bearer, step, this.rules),
      );
      await writer.write(bearer, learnt);
      await writer.beat();
      // What it was evaluated from is let go of.
      taken.push({ subject: bearer.subject, company: bearer.company });
    }
    await writer.finish();
    return taken;
  }
}

function streamsOf(bearers: readonly StoredBearer[]): readonly string[] {
  return [...new Set(bearers.flatMap(({ streams }) => streams))];
}
