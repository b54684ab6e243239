import type { TableCopy } from '#libs/database';
import { KnownStreams } from '../statuses/known-streams.js';
import { foldStream } from '../projection/fold-stream.js';
import type { Generation } from '../projection/generation.js';
import { writeRow, writeWords } from '../projection/load-rows.js';
import { vocabularyRows } from '../projection/vocabulary.js';
import { foldStatuses, type FoldedBearer, type RulesOfFold } from '../statuses/fold-statuses.js';
import { writeStatus } from '../statuses/load-statuses.js';
import { RulesOverTime, type RuleChanged } from '../statuses/rules-over-time.js';
import { LedgerSurvey, type LedgerPart } from './ledger-survey.js';
import { copyingInto } from './views-copies.js';
import type { FoldOptions } from './views-fold.js';

/** The tables that grow with the ledger ... */
const VIEWS = ['register_row', 'event_words', 'compliance_status'] as const;
/** ... and those that keep them up with it. */
const NOTES = ['rule_change', 'history_source', 'duty_bearer'] as const;

type Copies = Readonly<Record<(typeof VIEWS)[number], TableCopy>>;
type Bearers = readonly Pick<FoldedBearer, 'subject' | 'company'>[];

/**
 * Folds all views of a ledger up to a position into the empty tables of a generation. Following
 * takes event after event and closes what each one replaces; here the whole history of a subject is
 * taken at once by the same code, so that every row is written once, as it stays.
 */
export class WholeFold {
  private done = 0;

  constructor(
    private readonly generation: Generation,
    private readonly options: FoldOptions,
    private readonly position: number,
  ) {}

  async run(): Promise<void> {
    const survey = await this.survey();
    const rules = new RulesOverTime(this.options.ledger);
    await rules.hold([], survey.ruleEvents);
    const changes = survey.ruleEvents.map((event) => rules.changedBy(event));
    const ofFold = { rules, changes: changes.filter(({ obligations }) => obligations.length > 0) };
    const bearers: { subject: string; company: string }[] = [];
    await copyingInto(this.options.pool, this.generation, VIEWS, async (copies) => {
      if (this.position > 0) {
        for (const row of vocabularyRows()) writeRow(copies.register_row.rows, row);
      }
      for (const part of survey.parts()) bearers.push(...(await this.take(part, ofFold, copies)));
    });
    await this.note(survey, changes, bearers);
  }

  private async survey(): Promise<LedgerSurvey> {
    const survey = new LedgerSurvey();
    const { ledger } = this.options;
    for await (const event of ledger.stream({ before: this.position + 1 })) survey.take(event);
    return survey;
  }

  private async take(
    { streams, bearers, events }: LedgerPart,
    rules: RulesOfFold,
    copies: Copies,
  ): Promise<Bearers> {
    const wanted = new Set([...streams, ...bearers.flatMap((bearer) => bearer.streams)]);
    const histories = await this.options.ledger.histories([...wanted], this.position);
    const known = new KnownStreams(histories);
    for (const subject of streams) {
      const own = histories.get(subject) ?? [];
      for (const event of own) writeWords(copies.event_words.rows, event);
      for (const row of foldStream(subject, own, known)) writeRow(copies.register_row.rows, row);
      await copies.event_words.flush();
      await copies.register_row.flush();
    }
    const folded: { subject: string; company: string }[] = [];
    for (const bearer of bearers) {
      const { subject, company, rows } = foldStatuses(bearer, known, rules, this.position);
      for (const row of rows) writeStatus(copies.compliance_status.rows, row);
      await copies.compliance_status.flush();
      folded.push({ subject, company });
    }
    this.done += events;
    this.options.onProgress?.({ done: this.done, total: this.position });
    return folded;
  }

  /** What keeps the views up with the ledger from here on. */
  private async note(
    survey: LedgerSurvey,
    changes: readonly RuleChanged[],
    bearers: Bearers,
  ): Promise<void> {
    const { pool } = this.options;
    await copyingInto(pool, this.generation, NOTES, async (notes) => {
      for (const { position, stream, obligations } of changes) {
        notes.rule_change.rows.row(3).bigint(position).text(stream).texts(obligations);
      }
      for (const { subject, streams } of survey.bearers) {
        for (const stream of streams) notes.history_source.rows.row(2).text(subject).text(stream);
        await notes.history_source.flush();
      }
      for (const { subject, company } of bearers) {
        notes.duty_bearer.rows.row(3).text(subject).text(company).bigint(this.position);
        await notes.duty_bearer.flush();
      }
    });
  }
}
