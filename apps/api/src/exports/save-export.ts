import { Inject } from '@nestjs/common';
import type { ICommandHandler } from '@nestjs/cqrs';
import { Command, CommandHandler } from '@nestjs/cqrs';
import type { Identity } from '#libs/access';
import { Definitions, EXPORTS_MAX } from '#libs/exports';
import type { SavedExport } from '#libs/exports';
import { Ledger } from '#libs/ledger';
import { ALLOWED_CALLS } from '#libs/outbound';
import type { AllowedCalls } from '#libs/outbound';
import type { WholeShape } from '../answers/shape.js';
import { Problem } from '../problems/problem.js';
import { changedRequest } from './changed-request.js';
import { checkAsker } from './check-asker.js';
import { checkTerms } from './check-terms.js';
import type { TermsChecks } from './check-terms.js';
import { exportAnswer } from './export-answer.js';
import type { ExportAnswer } from './export-answer.js';
import type { ExportChanges, ExportRequest } from './export-bodies.js';
import { nextRunsOf } from './next-runs-of.js';

/** Makes an export. */
export class CreateExport extends Command<WholeShape<ExportAnswer>> {
  constructor(
    readonly request: WholeShape<ExportRequest>,
    readonly asker: Identity,
  ) {
    super();
  }
}

@CommandHandler(CreateExport)
export class CreateExportHandler implements ICommandHandler<CreateExport> {
  constructor(
    private readonly definitions: Definitions,
    private readonly ledger: Ledger,
    @Inject(ALLOWED_CALLS) private readonly allowed: AllowedCalls,
  ) {}

  async execute({ request, asker }: CreateExport): Promise<WholeShape<ExportAnswer>> {
    const terms = await checkTerms(request, checksOf(this.ledger, this.allowed));
    checkAsker(asker, terms.asked.dataset);
    const saved = await this.definitions.create(terms, asker.actor);
    if (saved !== undefined) return answered(this.ledger, saved);
    const detail = `There are ${EXPORTS_MAX} exports; delete one that nobody needs.`;
    throw new Problem('too-many-exports', detail);
  }
}

/** Changes some of what an export is defined by. */
export class ChangeExport extends Command<WholeShape<ExportAnswer>> {
  constructor(
    readonly id: string,
    readonly changes: WholeShape<ExportChanges>,
    readonly asker: Identity,
  ) {
    super();
  }
}

@CommandHandler(ChangeExport)
export class ChangeExportHandler implements ICommandHandler<ChangeExport> {
  constructor(
    private readonly definitions: Definitions,
    private readonly ledger: Ledger,
    @Inject(ALLOWED_CALLS) private readonly allowed: AllowedCalls,
  ) {}

  async execute({ id, changes, asker }: ChangeExport): Promise<WholeShape<ExportAnswer>> {
    const checks = checksOf(this.ledger, this.allowed);
    const saved = await this.definitions.change(
      id,
      async (before) => {
        const terms = await checkTerms(changedRequest(before, changes), checks);
        checkAsker(asker, terms.asked.dataset);
        return terms;
      },
      asker.actor,
    );
    if (saved !== undefined) return answered(this.ledger, saved);
    throw new Problem('not-found', 'There is no such export.');
  }
}

async function answered(
  ledger: Ledger,
  { stored, webhookSecret }: SavedExport,
): Promise<WholeShape<ExportAnswer>> {
  return exportAnswer(stored, await nextRunsOf(ledger, stored), webhookSecret);
}

function checksOf(ledger: Ledger, allowed: AllowedCalls): TermsChecks {
  return {
    allowed,
    hasCalendar: async (id) => {
      const events = await ledger.page({ subjects: [`calendars/${id}`] }, 1);
      return events.length > 0;
    },
  };
}
