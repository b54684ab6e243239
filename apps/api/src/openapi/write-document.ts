import 'reflect-metadata';
import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { PersonalKey } from '#libs/personal';
import { createLogger, loadConfig } from '#libs/runtime';
import { createApi } from '../start.js';
import { openApiDocument } from './document.js';

/** Nothing is asked of the database while the document is made. */
const NO_DATABASE = 'postgres://localhost:1/none';

const app = await createApi({
  config: loadConfig({}),
  databaseUrl: NO_DATABASE,
  personalKey: new PersonalKey(randomBytes(32)),
  logger: createLogger('warn', 'openapi'),
});
writeFileSync('openapi.json', `${JSON.stringify(openApiDocument(app), null, 2)}\n`);
await app.close();
