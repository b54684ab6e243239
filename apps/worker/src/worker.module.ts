import { Module } from '@nestjs/common';
import type { DynamicModule } from '@nestjs/common';
import type pg from 'pg';
import { DatabaseModule } from '#libs/database';
import { LedgerModule } from '#libs/ledger';
import type { SignerSettings } from '#libs/ledger';
import { RuntimeModule } from '#libs/runtime';
import type { RuntimeParts } from '#libs/runtime';
import { Checkpoints, SIGNER_SETTINGS, SIGNING_POOL } from './checkpoints.js';
import { DailyHeads, LOG_STREAMS_POOL } from './daily-heads.js';
import { Exports, EXPORTS_POOL } from './exports.js';
import { Projections } from './projections.js';
import { UnfinishedErasures } from './unfinished-erasures.js';
import { WEBHOOK_VIEWS_POOL, WEBHOOKS_POOL, WebhookCalls } from './webhook-calls.js';

export interface WorkerParts extends RuntimeParts {
  readonly pool: pg.Pool;
  /** Acts as `edict_signer`. */
  readonly signingPool: pg.Pool;
  /** Acts as `edict_log`. */
  readonly logStreamsPool: pg.Pool;
  readonly signerSettings: SignerSettings;
  /** Acts as `edict_worker`, apart from the projections. */
  readonly exportsPool: pg.Pool;
  /** Acts as `edict_worker` too. */
  readonly webhooksPool: pg.Pool;
  /** As it, but what it sees follows the reach. */
  readonly webhookViewsPool: pg.Pool;
}

@Module({})
export class WorkerModule {
  static of({
    pool,
    signingPool,
    logStreamsPool,
    signerSettings,
    exportsPool,
    webhooksPool,
    webhookViewsPool,
    ...parts
  }: WorkerParts): DynamicModule {
    return {
      module: WorkerModule,
      imports: [RuntimeModule.of(parts), DatabaseModule.of(pool), LedgerModule],
      providers: [
        Projections,
        Checkpoints,
        DailyHeads,
        UnfinishedErasures,
        Exports,
        WebhookCalls,
        { provide: SIGNING_POOL, useValue: signingPool },
        { provide: LOG_STREAMS_POOL, useValue: logStreamsPool },
        { provide: SIGNER_SETTINGS, useValue: signerSettings },
        { provide: EXPORTS_POOL, useValue: exportsPool },
        { provide: WEBHOOKS_POOL, useValue: webhooksPool },
        { provide: WEBHOOK_VIEWS_POOL, useValue: webhookViewsPool },
      ],
    };
  }
}
