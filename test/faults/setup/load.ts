import { join } from 'node:path';
import { newDataDirectory } from '../../start/edict-process.js';
import { check } from '../checker/check.js';
import { Journal } from '../checker/journal.js';
import type { Round } from '../row.js';
import type { Installation } from './installation.js';
import { Writer } from './writer.js';
import type { WriterOptions } from './writer.js';

/** A writer at work on an installation, whose journal decides in the end. */
export class Load {
  readonly #stuck: string[] = [];

  private constructor(
    readonly writer: Writer,
    private readonly installation: Installation,
    private readonly journal: Journal,
  ) {}

  static async on(
    installation: Installation,
    round: Round,
    options: Partial<WriterOptions> = {},
  ): Promise<Load> {
    const journal = new Journal(join(await newDataDirectory(), 'journal'));
    const { random } = round;
    const { url } = installation;
    const writer = new Writer({ url, journal, random, name: 'w', ...options }).start();
    round.atEnd(async () => {
      await writer.stop();
      journal.close();
    });
    return new Load(writer, installation, journal);
  }

  /** Goes on until so many more events are acknowledged; it is a finding where they are not. */
  async goesOn(more = 1): Promise<void> {
    if (await this.writer.acknowledges(more)) return;
    const why = JSON.stringify(Object.fromEntries(this.writer.unanswered));
    this.#stuck.push(`stuck: nothing is acknowledged any more (${why})`);
  }

  /** Stops writing, waits for the views, and has the checker decide. */
  async findings(): Promise<readonly string[]> {
    await this.writer.stop();
    const isProjected = await this.installation.catchesUp();
    const behind = isProjected ? [] : ['views: they do not follow the ledger'];
    const { databaseUrl } = this.installation;
    return [
      ...this.#stuck,
      ...behind,
      ...(await check({ databaseUrl, journals: [this.journal.path], isProjected })),
    ];
  }
}
