import { Module } from '@nestjs/common';
import type { DynamicModule } from '@nestjs/common';
import type pg from 'pg';
import { DatabaseModule } from '#libs/database';
import { LedgerModule } from '#libs/ledger';
import type { SignerSettings } from '#libs/ledger';
import { RuntimeModule } from '#libs/runtime';
import type { RuntimeParts } from '#libs/runtime';
import { Checkpoints, SIGNER_SETTINGS, SIGNING_POOL } from './checkpoints.js';
import { Projections } from './projections.js';

export interface WorkerParts extends RuntimeParts {
  readonly pool: pg.Pool;
  /** Acts as `edict_signer`. */
  readonly signingPool: pg.Pool;
  readonly signerSettings: SignerSettings;
}

@Module({})
export class WorkerModule {
  static of({ pool, signingPool, signerSettings, ...parts }: WorkerParts): DynamicModule {
    return {
      module: WorkerModule,
      imports: [RuntimeModule.of(parts), DatabaseModule.of(pool), LedgerModule],
      providers: [
        Projections,
        Checkpoints,
        { provide: SIGNING_POOL, useValue: signingPool },
        { provide: SIGNER_SETTINGS, useValue: signerSettings },
      ],
    };
  }
}
