import type { ICommandHandler } from '@nestjs/cqrs';
import { Command, CommandHandler } from '@nestjs/cqrs';
import type { Identity } from '#libs/access';
import { Definitions, Runs } from '#libs/exports';
import type { ExportRun } from '#libs/exports';
import { isTimestamp } from '#libs/governance';
import { Problem } from '../problems/problem.js';
import { checkAsker } from './check-asker.js';

/** Asks for the run of a nominal time that has passed, or of now. */
export class AskRun extends Command<ExportRun> {
  constructor(
    readonly definition: string,
    readonly nominalTime: string | undefined,
    readonly asker: Identity,
  ) {
    super();
  }
}

@CommandHandler(AskRun)
export class AskRunHandler implements ICommandHandler<AskRun> {
  constructor(
    private readonly definitions: Definitions,
    private readonly runs: Runs,
  ) {}

  async execute({ definition, nominalTime, asker }: AskRun): Promise<ExportRun> {
    const found = await this.definitions.find(definition);
    if (found !== undefined) checkAsker(asker, found.asked.dataset);
    const time = nominalTime === undefined ? undefined : pastTime(nominalTime);
    const run = await this.runs.ask(definition, time, asker.actor);
    if (run !== undefined) return run;
    throw new Problem('not-found', 'There is no such export.');
  }
}

function pastTime(text: string): Date {
  const pointer = '/nominalTime';
  if (!isTimestamp(text)) {
    const message = 'nominalTime must be an RFC 3339 time with its offset.';
    throw new Problem('invalid-body', message, {
      errors: [{ pointer, code: 'malformed', message }],
    });
  }
  const time = new Date(text);
  if (time.getTime() <= Date.now()) return time;
  const message = `${text} has not come yet.`;
  throw new Problem('not-past', message, { errors: [{ pointer, code: 'not-past', message }] });
}
