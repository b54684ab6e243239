import type { DynamicModule, NestApplicationOptions } from '@nestjs/common';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { randomUUID } from 'node:crypto';
import { inScope } from '#libs/access';
import { createReachPool, DatabaseModule } from '#libs/database';
import type { Narrow } from '#libs/database';
import { FILE_BYTES_MAX } from '#libs/importers';
import { PersonalModule } from '#libs/personal';
import type { PersonalKey } from '#libs/personal';
import type { Config, Logger } from '#libs/runtime';
import { Health, NestLogger, RuntimeModule } from '#libs/runtime';
import { ApiModule } from './api.module.js';
import { awaitReach } from './access/await-reach.js';
import { parseBodies } from './bodies/body-parsers.js';
import { closeApi } from './closing.js';
import { serveDocument } from './openapi/serve-document.js';
import { Metrics } from './operations/metrics.js';
import { answerBrokenRequest } from './problems/broken-requests.js';
import { sendProblem } from './problems/send-problem.js';
import { refuseUnknownAddresses } from './problems/unknown-addresses.js';

export interface ApiOptions {
  readonly config: Config;
  /** A database at this version's schema; see `openDatabase`. */
  readonly databaseUrl: string;
  /** Of that database; see `readyPersonalKey`. */
  readonly personalKey: PersonalKey;
  readonly logger: Logger;
  /** What bounds statements beside the database; specs try each of the two alone. */
  readonly narrow?: Narrow;
}

export interface RunningApi {
  /** Where it serves, e.g. `http://127.0.0.1:3000`. */
  readonly url: string;
  /** Finishes what was accepted, then lets go of everything. */
  close(): Promise<void>;
}

/** Starts the HTTP interface; resolves when it serves. */
export async function startApi(options: ApiOptions): Promise<RunningApi> {
  const app = await createApi(options);
  const { port, host } = options.config;
  try {
    await app.listen(port, host);
  } catch (error) {
    await app.close();
    throw error;
  }
  return { url: await app.getUrl(), close: () => closeApi(app) };
}

/** The whole application, not yet listening. */
export async function createApi(options: ApiOptions): Promise<NestFastifyApplication> {
  const adapter = fastifyAdapter();
  const server = adapter.getInstance();
  parseBodies(server);
  awaitReach(server);
  refuseUnknownAddresses(server);
  const logger = new NestLogger(options.logger);
  // Nest declares these options as a class that nobody constructs.
  // eslint-disable-next-line @typescript-eslint/no-unsafe-class-instance-assignment
  const settings: NestApplicationOptions = { logger, bodyParser: false, abortOnError: false };
  const app = await NestFactory.create<NestFastifyApplication>(root(options), adapter, settings);
  app.get(Metrics).observe(server);
  app.useSecurityHeaders({ contentSecurityPolicy: CONTENT_POLICY });
  serveDocument(app);
  await app.init();
  return app;
}

const HEADER_BYTES_MAX = 16 * 1024;
/** Of the head of a request; bodies have `BODY_IDLE_MS`, for a stream of events has any length. */
const HEADERS_WAIT_MS = 10_000;
const CONNECTIONS_CHECKED_MS = 1_000;
const PATH_PART_CHARACTERS_MAX = 512;

function fastifyAdapter(): FastifyAdapter {
  return new FastifyAdapter({
    genReqId: () => randomUUID(),
    frameworkErrors: sendProblem,
    clientErrorHandler: answerBrokenRequest,
    routerOptions: { maxParamLength: PATH_PART_CHARACTERS_MAX },
    http: {
      maxHeaderSize: HEADER_BYTES_MAX,
      headersTimeout: HEADERS_WAIT_MS,
      connectionsCheckingInterval: CONNECTIONS_CHECKED_MS,
    },
    multipart: { limits: { fileSize: FILE_BYTES_MAX, files: 1, fields: 0, parts: 1 } },
  });
}

/** Everything that pages need is served from here; plain HTTP on one's own machine stays so. */
const CONTENT_POLICY = { directives: { 'upgrade-insecure-requests': null } };

@Module({})
class Root {}

function root({
  config,
  databaseUrl,
  personalKey,
  logger,
  narrow = inScope,
}: ApiOptions): DynamicModule {
  const pool = createReachPool({
    url: databaseUrl,
    role: 'edict_app',
    applicationName: 'edict api',
    narrow,
    onIdleError: (error) => {
      logger.warn({ err: error }, 'an idle connection broke');
    },
    ...(config.readDatabaseUrl !== undefined && {
      replica: {
        url: config.readDatabaseUrl,
        onAway: (error: unknown) => {
          logger.warn({ err: error }, 'the replica is away; the primary answers');
        },
      },
    }),
  });
  const runtime = RuntimeModule.of({ config, logger, health: new Health() });
  const personal = PersonalModule.of(personalKey);
  return { module: Root, imports: [runtime, DatabaseModule.of(pool), personal, ApiModule] };
}
