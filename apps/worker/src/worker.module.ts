import { Module } from '@nestjs/common';
import type { DynamicModule } from '@nestjs/common';
import type pg from 'pg';
import { DatabaseModule } from '#libs/database';
import { LedgerModule } from '#libs/ledger';
import { RuntimeModule } from '#libs/runtime';
import type { RuntimeParts } from '#libs/runtime';
import { Projections } from './projections.js';

export interface WorkerParts extends RuntimeParts {
  readonly pool: pg.Pool;
}

@Module({})
export class WorkerModule {
  static of({ pool, ...parts }: WorkerParts): DynamicModule {
    return {
      module: WorkerModule,
      imports: [RuntimeModule.of(parts), DatabaseModule.of(pool), LedgerModule],
      providers: [Projections],
    };
  }
}
