import { checkReplica, openDatabase } from '#libs/database';
import { packingFolder, removeAbandonedPacks } from '#libs/evidence';
import { refuseOlderLedger } from '#libs/ledger';
import { readyPersonalKey } from '#libs/personal';
import {
  createLogger,
  EXIT,
  exitCodeOf,
  keepMemorySteady,
  loadConfig,
  Shutdown,
} from '#libs/runtime';
import type { Config, Environment, Logger } from '#libs/runtime';
import { startApi } from '../start.js';
import { checkPort } from './check-port.js';
import { announceFirstKey } from './first-key.js';
import { awaitProjection, seed } from './shipped-facts.js';
import { signInLine } from './sign-in-line.js';
import { openStores } from './stores.js';
import { WorkerChild } from './worker-child.js';

export interface StartOptions {
  readonly environment: Environment;
  /** True: the worker runs as a child of this process. False: somebody runs it apart. */
  readonly withWorker: boolean;
  /** Takes what the person who starts Edict should read, line by line. */
  readonly say: (line: string) => void;
}

/**
 * Runs Edict until it is told to end: database, schema, first key, API, worker, shipped facts, in
 * this order. What keeps it from starting is said in one line, and the process ends by itself.
 */
export async function runEdict(options: StartOptions): Promise<void> {
  keepMemorySteady();
  const shutdown = new Shutdown({
    onFailure: (name, error) => {
      complain(`${name} did not close: ${lineOf(error)}`);
    },
  }).listen();
  try {
    await start(options, loadConfig(options.environment), shutdown);
  } catch (error) {
    // What fails after the signal fails because its ground is being closed.
    if (!shutdown.begun) complain(textOf(error));
    await shutdown.run(exitCodeOf(error));
  }
}

async function start(options: StartOptions, config: Config, shutdown: Shutdown): Promise<void> {
  const { say, withWorker } = options;
  const logger = createLogger(config.logLevel, 'edict');
  await checkPort(config);
  if (!config.databaseUrl) say(`Starting PostgreSQL in ${config.dataDir}`);
  const database = await shutdown.open(
    'database',
    openDatabase(config, { onProgress: say }),
    (opened) => opened.close(),
  );
  const replica = config.readDatabaseUrl;
  if (replica !== undefined && !(await checkReplica(replica, database.url)))
    say('The replica cannot be reached; the primary answers as long as it is away.');
  const stores = openStores(database.url, logger);
  shutdown.add('stores', () => stores.close());
  await refuseOlderLedger(stores.ledger, config.dataDir);
  const personalKey = await readyPersonalKey(config, stores.pool);
  await removeAbandonedPacks(packingFolder(config.dataDir));
  const api = await shutdown.open(
    'API',
    startApi({ config, databaseUrl: database.url, personalKey, logger }),
    (opened) => opened.close(),
  );
  const url = shownUrl(api.url);
  // Made when nothing is left that could keep it from being shown.
  const firstKey = await stores.keys(config).ensureAdminKey();
  if (firstKey) announceFirstKey(firstKey, url, say);
  const worker = withWorker && startWorker(options, database.url, logger, shutdown);
  await seed(config, { ...stores, recorder: stores.recorder(personalKey) }, say);
  shutdown.goOn();
  if (worker) {
    await worker.running;
    await awaitProjection(stores, shutdown, say);
    // What was seeded is signed now, not within a minute.
    await stores.log.want();
  }
  if (!worker) {
    say(`Edict's API serves at ${url}`);
    return;
  }
  say(`Edict is ready at ${url}`);
  say(await signInLine(config, stores, url));
}

function startWorker(
  { environment }: StartOptions,
  databaseUrl: string,
  logger: Logger,
  shutdown: Shutdown,
): WorkerChild {
  // This process has looked at the database; that of the data directory is Edict's own server.
  const seen = { ...environment, NODE_ENV: undefined, EDICT_DATABASE_URL: databaseUrl };
  const worker = new WorkerChild(seen, logger);
  worker.start();
  shutdown.add('worker', () => worker.stop());
  return worker;
}

/** On every address or the machine's own one, `localhost` is what a person opens. */
function shownUrl(served: string): string {
  const url = new URL(served);
  if (['127.0.0.1', '0.0.0.0', '[::1]', '[::]'].includes(url.hostname)) url.hostname = 'localhost';
  return url.origin;
}

function complain(text: string): void {
  process.stderr.write(`${text}\n`);
}

/** Foreseen failures speak for themselves; of others the stack is what helps. */
function textOf(error: unknown): string {
  if (exitCodeOf(error) === EXIT.cannotRun) return lineOf(error);
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

function lineOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
