import 'reflect-metadata';
import { writeFileSync } from 'node:fs';
import { createLogger, loadConfig } from '#libs/runtime';
import { createApi } from '../start.js';
import { openApiDocument } from './document.js';

/** Nothing is asked of the database while the document is made. */
const NO_DATABASE = 'postgres://localhost:1/none';

const app = await createApi({
  config: loadConfig({}),
  databaseUrl: NO_DATABASE,
  logger: createLogger('warn', 'openapi'),
});
writeFileSync('openapi.json', `${JSON.stringify(openApiDocument(app), null, 2)}\n`);
await app.close();
