import { NestFactory } from '@nestjs/core';
import type pg from 'pg';
import { upgradeViews } from '#libs/compliance';
import { createPool, createReachPool, openDatabase } from '#libs/database';
import type { DatabaseRole, PoolOptions } from '#libs/database';
import { Ledger } from '#libs/ledger';
import type { SignerSettings } from '#libs/ledger';
import { finishErasures } from '#libs/personal';
import {
  createLogger,
  Health,
  keepMemorySteady,
  loadConfig,
  NestLogger,
  Shutdown,
  signingKeyOf,
} from '#libs/runtime';
import type { Config, Environment, Logger } from '#libs/runtime';
import { WorkerModule } from './worker.module.js';

/** Used wrongly, or the database cannot be reached. */
export const EXIT_CANNOT_START = 2;
/** The runner, its wake-ups and the reads of the views that it folds. */
const CONNECTIONS_MAX = 4;
/** The lease, two runs with two connections each, deliveries and the queue. */
const EXPORTS_CONNECTIONS_MAX = 8;
/** Whoever finds news, and four who tell it. */
const WEBHOOKS_CONNECTIONS_MAX = 5;
const WEBHOOK_VIEWS_CONNECTIONS_MAX = 2;

/**
 * Runs projections and checkpoints until the process is told to end, or its parent goes away. What
 * keeps it from starting is said in one line on standard error.
 */
export async function startWorker(environment: Environment): Promise<void> {
  keepMemorySteady();
  const shutdown = new Shutdown({ onFailure: complain }).listen();
  try {
    await run(environment, shutdown);
  } catch (error) {
    if (!shutdown.begun) complain('start', error);
    await shutdown.run(EXIT_CANNOT_START);
  }
}

async function run(environment: Environment, shutdown: Shutdown): Promise<void> {
  const config = loadConfig(environment);
  const logger = createLogger(config.logLevel, 'worker');
  const database = await openDatabase(config, {
    onProgress: (line) => {
      logger.info(line);
    },
  });
  shutdown.add('database', () => database.close());
  await upgrade(database.url, logger);
  const pool = rolePool('edict_worker', database.url, CONNECTIONS_MAX, logger);
  await finishErasures(pool);
  const module = WorkerModule.of({
    config,
    logger,
    health: new Health(),
    pool,
    signingPool: rolePool('edict_signer', database.url, 1, logger),
    logStreamsPool: rolePool('edict_log', database.url, 1, logger),
    signerSettings: settingsOfSigner(config, environment),
    exportsPool: rolePool('edict_worker', database.url, EXPORTS_CONNECTIONS_MAX, logger),
    webhooksPool: rolePool('edict_worker', database.url, WEBHOOKS_CONNECTIONS_MAX, logger),
    webhookViewsPool: createReachPool(
      poolOptions('edict_worker', database.url, WEBHOOK_VIEWS_CONNECTIONS_MAX, logger),
    ),
  });
  const options = { logger: new NestLogger(logger), abortOnError: false };
  // eslint-disable-next-line @typescript-eslint/no-unsafe-class-instance-assignment -- Nest declares its options as a class that nobody constructs
  const application = await NestFactory.createApplicationContext(module, options);
  shutdown.add('projections', () => application.close());
  logger.info('The worker runs.');
  // The parent may be gone by now; that it is, the channel tells by itself.
  process.send?.({ ready: true }, undefined, undefined, () => undefined);
}

/** Views of an older version answer until those of this version stand in their place. */
async function upgrade(url: string, logger: Logger): Promise<void> {
  const pool = createPool({
    url,
    applicationName: 'edict upgrade',
    statementTimeoutMs: 0,
    idleInTransactionTimeoutMs: 0,
  });
  const ledger = new Ledger(pool);
  try {
    if (await upgradeViews({ pool, ledger })) logger.info('The views were built anew.');
  } finally {
    await ledger.close();
    await pool.end();
  }
}

const APPLICATION_NAMES = {
  edict_worker: 'edict worker',
  edict_signer: 'edict signer',
  edict_log: 'edict heads',
} as const;

type WorkerRole = keyof typeof APPLICATION_NAMES;

function rolePool(role: WorkerRole, url: string, max: number, logger: Logger): pg.Pool {
  return createPool(poolOptions(role, url, max, logger));
}

function poolOptions(
  role: WorkerRole,
  url: string,
  max: number,
  logger: Logger,
): PoolOptions & { readonly role: DatabaseRole } {
  return {
    url,
    applicationName: APPLICATION_NAMES[role],
    role,
    max,
    onIdleError: (error) => {
      logger.warn({ err: error }, 'A connection to the database broke; another takes its place.');
    },
  };
}

function settingsOfSigner({ dataDir, origin }: Config, environment: Environment): SignerSettings {
  const signingKey = signingKeyOf(environment);
  return {
    dataDir,
    ...(signingKey === undefined ? {} : { signingKey }),
    ...(origin === undefined ? {} : { origin }),
  };
}

function complain(what: string, error: unknown): void {
  const reason = error instanceof Error ? error.message : String(error);
  const line = reason.trim().replaceAll(/\s*\n\s*/g, ' ');
  process.stderr.write(`The worker could not ${what}: ${line}\n`);
}
