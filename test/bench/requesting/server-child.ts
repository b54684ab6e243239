import 'reflect-metadata';
import { readyPersonalKey } from '#libs/personal';
import { createPool } from '#libs/database';
import { createLogger, loadConfig } from '#libs/runtime';
import { ApiModule } from '../../../apps/api/src/api.module.js';
import { startApi } from '../../../apps/api/src/start.js';
import { EchoController } from './echo.controller.js';

const CONTROLLERS = 'controllers';

/** The API as it is, with one more route; the settings say on which database. */
const controllers = Reflect.getMetadata(CONTROLLERS, ApiModule) as readonly unknown[];
Reflect.defineMetadata(CONTROLLERS, [...controllers, EchoController], ApiModule);

const config = loadConfig(process.env);
const databaseUrl = config.databaseUrl ?? '';
const pool = createPool({ url: databaseUrl, role: 'edict_app', applicationName: 'edict bench' });
const personalKey = await readyPersonalKey(config, pool);
await pool.end();
const logger = createLogger(config.logLevel, 'edict bench');
const api = await startApi({ config, databaseUrl, personalKey, logger });

process.once('disconnect', () => {
  void api.close();
});
process.send?.({ url: api.url });
