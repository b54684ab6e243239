import { Module } from '@nestjs/common';
import pg from 'pg';
import { Ledger, LedgerModule } from '#libs/ledger';
import { CONFIG } from '#libs/runtime';
import type { Config } from '#libs/runtime';
import { Deadlines } from './deadlines/deadlines.js';
import { CompanyHistories } from './histories/company-histories.js';
import { Suppositions } from './histories/suppositions.js';
import { Companies } from './queries/companies.js';
import { Registers } from './queries/registers.js';
import { Search } from './queries/search.js';
import { Matrix } from './queries/statuses/matrix.js';
import { MissingFacts } from './queries/statuses/missing-facts.js';
import { StatusHistory } from './queries/statuses/status-history.js';
import { Statuses } from './queries/statuses/statuses.js';
import { StatusChanges } from './status-changes/status-changes.js';
import { RulesOverTime } from './statuses/rules-over-time.js';
import { TotalledLists } from './queries/totalled-lists.js';
import { Watermarking } from './watermarking/watermarking.js';

/** Provides the questions over the registers, on the pool and the settings of the application. */
@Module({
  imports: [LedgerModule],
  providers: [
    {
      provide: Registers,
      inject: [pg.Pool, Ledger, CONFIG],
      useFactory: (pool: pg.Pool, ledger: Ledger, { timeZone }: Config) =>
        new Registers(pool, ledger, { timeZone }),
    },
    {
      provide: TotalledLists,
      inject: [Registers, Statuses],
      useFactory: (registers: Registers, statuses: Statuses) =>
        new TotalledLists(registers, statuses),
    },
    {
      provide: StatusHistory,
      inject: [pg.Pool, Ledger],
      useFactory: (pool: pg.Pool, ledger: Ledger) => new StatusHistory(pool, ledger),
    },
    {
      provide: Matrix,
      inject: [pg.Pool, Registers],
      useFactory: (pool: pg.Pool, registers: Registers) => new Matrix(pool, registers),
    },
    {
      provide: MissingFacts,
      inject: [pg.Pool],
      useFactory: (pool: pg.Pool) => new MissingFacts(pool),
    },
    {
      provide: Companies,
      inject: [pg.Pool, Ledger, Registers, Statuses],
      useFactory: (pool: pg.Pool, ledger: Ledger, registers: Registers, statuses: Statuses) =>
        new Companies(pool, ledger, registers, statuses),
    },
    {
      provide: Statuses,
      inject: [pg.Pool, Ledger],
      useFactory: (pool: pg.Pool, ledger: Ledger) => new Statuses(pool, ledger),
    },
    {
      provide: Deadlines,
      inject: [pg.Pool, Ledger, CONFIG],
      useFactory: (pool: pg.Pool, ledger: Ledger, { timeZone }: Config) =>
        new Deadlines(pool, ledger, { timeZone }),
    },
    {
      provide: StatusChanges,
      inject: [pg.Pool, Ledger],
      useFactory: (pool: pg.Pool, ledger: Ledger) => new StatusChanges(pool, ledger),
    },
    {
      provide: Watermarking,
      inject: [pg.Pool, Registers, Statuses],
      useFactory: (pool: pg.Pool, registers: Registers, statuses: Statuses) =>
        new Watermarking(pool, registers, statuses),
    },
    {
      provide: RulesOverTime,
      inject: [Ledger],
      useFactory: (ledger: Ledger) => new RulesOverTime(ledger),
    },
    {
      provide: CompanyHistories,
      inject: [pg.Pool, Ledger, RulesOverTime],
      useFactory: (pool: pg.Pool, ledger: Ledger, rules: RulesOverTime) =>
        new CompanyHistories(pool, ledger, rules),
    },
    {
      provide: Suppositions,
      inject: [pg.Pool, Ledger, RulesOverTime],
      useFactory: (pool: pg.Pool, ledger: Ledger, rules: RulesOverTime) =>
        new Suppositions(pool, ledger, rules),
    },
    { provide: Search, inject: [pg.Pool], useFactory: (pool: pg.Pool) => new Search(pool) },
  ],
  exports: [
    Registers,
    Companies,
    CompanyHistories,
    Suppositions,
    Statuses,
    TotalledLists,
    StatusHistory,
    Matrix,
    MissingFacts,
    Deadlines,
    StatusChanges,
    Watermarking,
    Search,
  ],
})
export class ComplianceModule {}
