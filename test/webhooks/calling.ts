import { StandingKeys } from '#libs/access';
import { createPool, createReachPool } from '#libs/database';
import { allowedCallsOf } from '#libs/outbound';
import { createLogger } from '#libs/runtime';
import { WebhookWorker } from '#libs/webhooks';
import type pg from 'pg';
import type { Body } from '../api/setup/body.js';
import { KEY, RunningServer } from '../api/setup/running-server.js';
import type { Answer } from '../api/setup/running-server.js';
import { Receiver } from '../exports/runs/receiver.js';
import type { Answers } from '../exports/runs/receiver.js';
import { until } from '../worker/worker-process.js';

/** What the specs' own receivers listen on. */
export const LOOPBACK = '127.0.0.0/8';

/** What a receiver was told. */
export interface Told {
  readonly type: string;
  readonly timestamp: string;
  readonly data: Body;
}

/** A server, receivers, and as many workers on webhooks as are started, all in this process. */
export class Calling {
  private readonly closers: (() => Promise<void>)[] = [];

  private constructor(
    readonly server: RunningServer,
    /** Acts as the owner of the database. */
    readonly owner: pg.Pool,
  ) {}

  static async start(): Promise<Calling> {
    const server = await RunningServer.start({ EDICT_OUTBOUND_ALLOW: LOOPBACK });
    const owner = createPool({ url: server.databaseUrl, applicationName: 'owner', max: 1 });
    return new Calling(server, owner);
  }

  /** Starts a worker; what it gives back stops it. */
  work(): () => Promise<void> {
    const options = {
      url: this.server.databaseUrl,
      role: 'edict_worker',
      applicationName: 'webhooks',
    } as const;
    const pool = createPool({ ...options, max: 5 });
    const viewsPool = createReachPool({ ...options, max: 2 });
    const keys = new StandingKeys(pool, { adminKey: KEY });
    const worker = new WebhookWorker({
      pool,
      viewsPool,
      timeZone: 'Asia/Shanghai',
      allowed: allowedCallsOf(LOOPBACK),
      authority: (actor) => keys.identity(actor),
      logger: createLogger('silent', 'spec'),
    });
    worker.start();
    let stopped: Promise<void> | undefined;
    const stop = () =>
      (stopped ??= worker.stop().then(async () => {
        await pool.end();
        await viewsPool.end();
      }));
    this.closers.push(stop);
    return stop;
  }

  async receiver(answers?: Answers): Promise<Receiver> {
    const receiver = await Receiver.start(answers);
    this.closers.push(() => receiver.close());
    return receiver;
  }

  async close(): Promise<void> {
    await Promise.all(this.closers.map((close) => close()));
    await this.owner.end();
    await this.server.close();
  }

  send(method: string, path: string, body?: object, key = KEY): Promise<Answer> {
    const headers = { 'content-type': 'application/json' };
    return this.server.ask(path, {
      method,
      key,
      ...(body && { headers, body: JSON.stringify(body) }),
    });
  }

  /** What is asked for, which is given. */
  async get(path: string): Promise<Body> {
    const { status, json, text } = await this.server.ask(path);
    if (status !== 200) throw new Error(text);
    return json;
  }

  /** A webhook that is made, with its secret. */
  async define(body: object, key = KEY): Promise<Body> {
    const { status, json, text } = await this.send('POST', '/v1/webhooks', body, key);
    if (status !== 201) throw new Error(text);
    return json;
  }

  async key(grant: object): Promise<Body> {
    const { status, json, text } = await this.send('POST', '/v1/keys', { name: 'spec', ...grant });
    if (status !== 201) throw new Error(text);
    return json;
  }

  async record(...events: readonly object[]): Promise<void> {
    for (const one of events) {
      const { status, text } = await this.server.record(one);
      if (status !== 201) throw new Error(text);
    }
  }

  webhook({ id }: Body): Promise<Body> {
    return this.get(`/v1/webhooks/${id}`);
  }

  /** Its deliveries, the first one first. */
  async deliveries({ id }: Body, query = ''): Promise<readonly Body[]> {
    const { items } = await this.get(`/v1/webhooks/${id}/deliveries?limit=1000${query}`);
    return [...items].reverse();
  }

  /** Waits until nothing more is to be told that was recorded until now. */
  async settled(webhook: Body): Promise<void> {
    const head = await this.server.head();
    await until(async () => {
      const { pending, announcedTo } = await this.webhook(webhook);
      return pending === 0 && Number(announcedTo) >= head;
    });
  }
}

export function toldBy({ messages }: Receiver): readonly Told[] {
  return messages.map(({ body }) => JSON.parse(body) as Told);
}
