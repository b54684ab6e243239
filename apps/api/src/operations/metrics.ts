import { Injectable } from '@nestjs/common';
import type { FastifyInstance } from 'fastify';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { Checked, RecordOptions } from '#libs/recording';
import { Projections } from './projections.js';

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

  constructor(projections: Projections) {
    collectDefaultMetrics({ register: this.registry });
    this.gauge('edict_ledger_position', 'Events in the ledger.', projections, ({ head }) => head);
    this.gauge(
      'edict_projection_lag_events',
      'Events not yet in the registers.',
      projections,
      lagOf,
    );
    this.gauge(
      'edict_parked_subjects',
      'Subjects left out of the registers.',
      projections,
      parkedOf,
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

  private gauge(name: string, help: string, projections: Projections, valueOf: ValueOf): void {
    const gauge = new Gauge({
      name,
      help,
      registers: [this.registry],
      collect: async () => {
        gauge.set(valueOf(await projections.state()));
      },
    });
  }
}

function outcomeOf(verdict: Checked | Error): 'recorded' | 'duplicate' | 'refused' {
  if (verdict instanceof Error) return 'refused';
  return verdict.duplicate ? 'duplicate' : 'recorded';
}

type ValueOf = (state: Awaited<ReturnType<Projections['state']>>) => number;

const lagOf: ValueOf = ({ head, reached }) => head - reached;
const parkedOf: ValueOf = ({ parked }) => parked;
