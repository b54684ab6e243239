import 'reflect-metadata';
import { openDatabase } from '#libs/database';
import { createLogger, loadConfig, Shutdown } from '#libs/runtime';
import { startApi } from './start.js';

const config = loadConfig(process.env);
const logger = createLogger(config.logLevel, 'api');
const shutdown = new Shutdown({
  onFailure: (name, error) => {
    logger.error({ err: error }, `${name} did not close`);
  },
}).listen();
try {
  const database = await openDatabase(config);
  shutdown.add('database', () => database.close());
  const api = await startApi({ config, databaseUrl: database.url, logger });
  shutdown.add('api', () => api.close());
  logger.info(`the API serves at ${api.url}`);
} catch (error) {
  logger.fatal(error instanceof Error ? error.message : String(error));
  await shutdown.run(1);
}
