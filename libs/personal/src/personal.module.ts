import { Module } from '@nestjs/common';
import type { DynamicModule } from '@nestjs/common';
import { Ledger, LedgerModule } from '#libs/ledger';
import pg from 'pg';
import { Erasures } from './erasing/erasures.js';
import type { PersonalKey } from './keys/personal-key.js';
import { PersonalValues } from './personal-values.js';

/** Provides `PersonalValues` and `Erasures` to every module. Needs `DatabaseModule`. */
@Module({})
export class PersonalModule {
  static of(key: PersonalKey): DynamicModule {
    return {
      module: PersonalModule,
      global: true,
      imports: [LedgerModule],
      providers: [
        {
          provide: PersonalValues,
          inject: [pg.Pool],
          useFactory: (pool: pg.Pool) => new PersonalValues(pool, key),
        },
        {
          provide: Erasures,
          inject: [pg.Pool, Ledger],
          useFactory: (pool: pg.Pool, ledger: Ledger) => new Erasures(pool, ledger),
        },
      ],
      exports: [PersonalValues, Erasures],
    };
  }
}
