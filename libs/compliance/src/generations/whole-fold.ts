import type { Generation } from '../projection/generation.js';
import { writeRow } from '../projection/load-rows.js';
import { vocabularyRows } from '../projection/vocabulary.js';
import type { TakenBearer } from '../statuses/bearers.js';
import type { RuleChanged } from '../statuses/rules-over-time.js';
import { canUseThreads, foldInThreads } from './fold-threads.js';
import { LedgerSurvey } from './ledger-survey.js';
import { PartFold, type FoldTask, type TakenPart } from './part-fold.js';
import { copyingInto } from './views-copies.js';
import type { FoldOptions } from './views-fold.js';

/** The tables that keep the views up with the ledger. */
const NOTES = ['rule_change', 'history_source', 'duty_bearer'] as const;

/**
 * Folds all views of a ledger up to a position into the empty tables of a generation. Following
 * takes event after event and closes what each one replaces; here the whole history of a subject is
 * taken at once by the same code, so that every row is written once, as it stays.
 */
export class WholeFold {
  constructor(
    private readonly generation: Generation,
    private readonly options: FoldOptions,
    private readonly position: number,
  ) {}

  async run(): Promise<void> {
    const survey = await this.survey();
    const { generation, position } = this;
    const task = { generation, position, ruleEvents: survey.ruleEvents };
    const { pool, ledger } = this.options;
    const fold = new PartFold(task, { pool, ledger });
    if (position > 0) await this.writeVocabulary();
    const bearers = await this.foldAll(survey, task, fold);
    await this.note(survey, await fold.changes(), bearers);
  }

  private async survey(): Promise<LedgerSurvey> {
    const survey = new LedgerSurvey();
    const { ledger } = this.options;
    for await (const event of ledger.stream({ before: this.position + 1 })) survey.take(event);
    return survey;
  }

  private async foldAll(
    survey: LedgerSurvey,
    task: FoldTask,
    fold: PartFold,
  ): Promise<readonly TakenBearer[]> {
    const { threads, onProgress } = this.options;
    const taken: TakenBearer[] = [];
    let done = 0;
    const onTaken = ({ bearers, events }: TakenPart): void => {
      taken.push(...bearers);
      done += events;
      onProgress?.({ stage: 'folding', done, total: this.position });
    };
    const parts = survey.parts();
    if (threads === undefined || parts.length < threads.count || !canUseThreads()) {
      await fold.take(parts, onTaken);
    } else {
      await foldInThreads({ ...task, url: threads.url }, threads.count, parts, onTaken);
    }
    return taken;
  }

  private async writeVocabulary(): Promise<void> {
    const { pool } = this.options;
    await copyingInto(pool, this.generation, ['register_row'], async ({ register_row: copy }) => {
      for (const row of vocabularyRows()) writeRow(copy.rows, row);
      await copy.flush();
    });
  }

  /** What keeps the views up with the ledger from here on. */
  private async note(
    survey: LedgerSurvey,
    changes: readonly RuleChanged[],
    bearers: readonly TakenBearer[],
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
