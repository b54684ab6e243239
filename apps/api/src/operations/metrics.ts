import { Injectable } from '@nestjs/common';
import type { FastifyInstance } from 'fastify';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import { LedgerLog } from '#libs/ledger';
import type { Checked, RecordOptions } from '#libs/recording';
import { OverdueExports } from './overdue-exports.js';
import { Projections } from './projections.js';
import { ReplicaLag } from './replica-lag.js';
import { WebhookStates } from './webhook-states.js';

/** What operators watch, in the Prometheus format. */
@Injectable()
export class Metrics {
  readonly registry = new Registry();
  readonly #requests = new Histogram({
    name: 'edict_http_request_seconds',
    help: 'Time from request to the end of its answer.',
    labelNames: ['method', 'route', 'status'],
    registers: [this.registry],
  });
  readonly #recorded = new Counter({
    name: 'edict_events_recorded_total',
    help: 'Events that clients sent and that were recorded, by this process.',
    labelNames: ['outcome'],
    registers: [this.registry],
  });

  constructor(
    projections: Projections,
    log: LedgerLog,
    exports: OverdueExports,
    replica: ReplicaLag,
    webhooks: WebhookStates,
  ) {
    collectDefaultMetrics({ register: this.registry });
    this.gauge('edict_ledger_position', 'Events in the ledger.', async () => {
      return (await projections.state()).head;
    });
    this.gauge('edict_projection_lag_events', 'Events not yet in the registers.', async () => {
      const { head, reached } = await projections.state();
      return head - reached;
    });
    this.gauge('edict_parked_subjects', 'Subjects left out of the registers.', async () => {
      return (await projections.state()).parked;
    });
    this.gauge('edict_checkpoint_events', 'Events that a checkpoint covers.', async () => {
      return (await log.state()).size;
    });
    this.gauge('edict_exports_overdue', 'Schedules without a success in time.', () => {
      return exports.count();
    });
    this.gauge('edict_webhooks_disabled', 'Webhooks that are told nothing any more.', async () => {
      return (await webhooks.totals()).disabled;
    });
    this.gauge('edict_webhook_messages_pending', 'Messages to webhooks that wait.', async () => {
      return (await webhooks.totals()).pending;
    });
    this.gauge('edict_checkpoint_refused', '1 while nothing is signed.', async () => {
      return (await log.state()).refusal === null ? 0 : 1;
    });
    if (!replica.isExpected) return;
    this.gauge(
      'edict_replica_lag_events',
      'Events not yet in the replica; NaN: it is away.',
      () => {
        return replica.events().then((lag) => lag ?? Number.NaN);
      },
    );
  }

  /** Counts what became of events; a dry run counts nothing. */
  async counted<Verdict extends Checked | Error>(
    verdicts: Promise<readonly Verdict[]>,
    { dryRun = false }: RecordOptions,
  ): Promise<readonly Verdict[]> {
    const found = await verdicts;
    for (const verdict of dryRun ? [] : found) this.#recorded.inc({ outcome: outcomeOf(verdict) });
    return found;
  }

  /** Counts every answer under the pattern of its route, never under the address itself. */
  observe(server: FastifyInstance): void {
    server.addHook('onResponse', (request, reply, done) => {
      const route = request.routeOptions.url ?? 'none';
      const labels = { method: request.method, route, status: String(reply.statusCode) };
      this.#requests.observe(labels, reply.elapsedTime / 1000);
      done();
    });
  }

  private gauge(name: string, help: string, read: () => Promise<number>): void {
    const gauge = new Gauge({
      name,
      help,
      registers: [this.registry],
      collect: async () => {
        gauge.set(await read());
      },
    });
  }
}

function outcomeOf(verdict: Checked | Error): 'recorded' | 'duplicate' | 'refused' {
  if (verdict instanceof Error) return 'refused';
  return verdict.duplicate ? 'duplicate' : 'recorded';
}
