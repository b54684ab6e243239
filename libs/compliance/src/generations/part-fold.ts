import type { TableCopy } from '#libs/database';
import type { Ledger } from '#libs/ledger';
import type pg from 'pg';
import { foldStream } from '../projection/fold-stream.js';
import type { Generation } from '../projection/generation.js';
import { writeRow, writeWords } from '../projection/load-rows.js';
import type { TakenBearer } from '../statuses/bearers.js';
import { foldStatuses, type RulesOfFold } from '../statuses/fold-statuses.js';
import { KnownStreams } from '../statuses/known-streams.js';
import { writeStatus } from '../statuses/load-statuses.js';
import { RulesOverTime, type RuleChanged, type RuleEvent } from '../statuses/rules-over-time.js';
import type { LedgerPart } from './ledger-survey.js';
import { copyingInto } from './views-copies.js';

/** The tables that grow with the ledger. */
const TABLES = ['register_row', 'event_words', 'compliance_status'] as const;

type Copies = Readonly<Record<(typeof TABLES)[number], TableCopy>>;

/** What is folded, and into what. */
export interface FoldTask {
  readonly generation: Generation;
  /** The last event that is taken. */
  readonly position: number;
  /** Every event on a rule or calendar up to there, in order. */
  readonly ruleEvents: readonly RuleEvent[];
}

export interface TakenPart {
  readonly bearers: readonly TakenBearer[];
  readonly events: number;
}

interface Sources {
  readonly pool: pg.Pool;
  readonly ledger: Pick<Ledger, 'histories'>;
}

/** Folds parts of a ledger, one after another, and writes their rows. */
export class PartFold {
  private readonly rules: RulesOverTime;
  private changed: Promise<readonly RuleChanged[]> | undefined;

  constructor(
    private readonly task: FoldTask,
    private readonly sources: Sources,
  ) {
    this.rules = new RulesOverTime(sources.ledger);
  }

  /** What each event on a rule or calendar changed. */
  changes(): Promise<readonly RuleChanged[]> {
    this.changed ??= this.readChanges();
    return this.changed;
  }

  /** Takes parts as they come. Once it resolves, their rows are in the tables. */
  async take(
    parts: Iterable<LedgerPart> | AsyncIterable<LedgerPart>,
    onTaken: (taken: TakenPart) => void,
  ): Promise<void> {
    const changes = (await this.changes()).filter(({ obligations }) => obligations.length > 0);
    const rules = { rules: this.rules, changes };
    const { generation } = this.task;
    await copyingInto(this.sources.pool, generation, TABLES, async (copies) => {
      for await (const part of parts) onTaken(await this.fold(part, rules, copies));
    });
  }

  private async readChanges(): Promise<readonly RuleChanged[]> {
    const { ruleEvents } = this.task;
    await this.rules.hold([], ruleEvents);
    return ruleEvents.map((event) => this.rules.changedBy(event));
  }

  private async fold(
    { streams, bearers, events }: LedgerPart,
    rules: RulesOfFold,
    copies: Copies,
  ): Promise<TakenPart> {
    const { position } = this.task;
    const wanted = new Set([...streams, ...bearers.flatMap((bearer) => bearer.streams)]);
    const histories = await this.sources.ledger.histories([...wanted], position);
    const known = new KnownStreams(histories);
    for (const subject of streams) {
      const own = histories.get(subject) ?? [];
      for (const event of own) writeWords(copies.event_words.rows, event);
      for (const row of foldStream(subject, own, known)) writeRow(copies.register_row.rows, row);
      await copies.event_words.flush();
      await copies.register_row.flush();
    }
    const taken: TakenBearer[] = [];
    for (const bearer of bearers) {
      const { subject, company, rows } = foldStatuses(bearer, known, rules, position);
      for (const row of rows) writeStatus(copies.compliance_status.rows, row);
      await copies.compliance_status.flush();
      taken.push({ subject, company });
    }
    return { bearers: taken, events };
  }
}
