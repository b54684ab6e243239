import type { OnModuleInit } from '@nestjs/common';
import { Injectable } from '@nestjs/common';
import { LedgerLog } from '#libs/ledger';
import type { HealthState } from '#libs/runtime';
import { Health } from '#libs/runtime';
import { OverdueExports } from './overdue-exports.js';
import { Projections } from './projections.js';
import { ReplicaLag } from './replica-lag.js';

/** More than this is a projection that does not keep up, not one that is busy. */
export const LAG_EVENTS_MAX = 1_000;
/** What is signed every minute and was not for so long is not signed at all. */
export const UNSIGNED_MAX_MS = 300_000;

/** The checks behind /health/ready. What they say is open to everyone, so it names no cause. */
@Injectable()
export class Readiness implements OnModuleInit {
  constructor(
    private readonly health: Health,
    private readonly projections: Projections,
    private readonly log: LedgerLog,
    private readonly exports: OverdueExports,
    private readonly replicaLag: ReplicaLag,
  ) {}

  onModuleInit(): void {
    this.health.add('database', () => this.database());
    this.health.add('registers', () => this.registers());
    this.health.add('checkpoints', () => this.checkpoints());
    this.health.add('exports', () => this.scheduledExports());
    if (this.replicaLag.isExpected) this.health.add('replica', () => this.replica());
  }

  private async database(): Promise<HealthState> {
    const state = await this.progress();
    return state ? { status: 'ok' } : { status: 'down', detail: 'The database is unreachable.' };
  }

  private async registers(): Promise<HealthState> {
    const state = await this.progress();
    if (state === undefined) return { status: 'down', detail: 'The database is unreachable.' };
    const { head, reached, parked } = state;
    if (parked > 0) return { status: 'degraded', detail: `${parked} subjects are parked.` };
    const lag = head - reached;
    return lag > LAG_EVENTS_MAX
      ? { status: 'degraded', detail: `The views are ${lag} events behind.` }
      : { status: 'ok' };
  }

  private async checkpoints(): Promise<HealthState> {
    const state = await this.log.state().catch(() => undefined);
    if (state === undefined) return { status: 'down', detail: 'The database is unreachable.' };
    const { refusal, uncoveredSince } = state;
    if (refusal !== null) return { status: 'degraded', detail: 'Checkpoints are not signed.' };
    const unsignedMs = uncoveredSince === null ? 0 : Date.now() - uncoveredSince.getTime();
    return unsignedMs > UNSIGNED_MAX_MS
      ? { status: 'degraded', detail: 'No checkpoint covers what was recorded five minutes ago.' }
      : { status: 'ok' };
  }

  private async scheduledExports(): Promise<HealthState> {
    const overdue = await this.exports.count().catch(() => undefined);
    if (overdue === undefined) return { status: 'down', detail: 'The database is unreachable.' };
    return overdue === 0
      ? { status: 'ok' }
      : { status: 'degraded', detail: `${overdue} schedules of exports are overdue.` };
  }

  /** Everything works without it, only not as fast. */
  private async replica(): Promise<HealthState> {
    const lag = await this.replicaLag.events().catch(() => undefined);
    if (lag === undefined)
      return { status: 'degraded', detail: 'The replica is away; the primary answers.' };
    return lag > LAG_EVENTS_MAX
      ? { status: 'degraded', detail: `The replica is ${lag} events behind.` }
      : { status: 'ok' };
  }

  private progress() {
    return this.projections.state().catch(() => undefined);
  }
}
