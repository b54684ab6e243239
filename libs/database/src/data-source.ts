import { DataSource } from 'typeorm';
import type { MixedList, EntitySchema } from 'typeorm';
import { MIGRATIONS } from './migrations/index.js';

export interface DataSourceOptions {
  readonly url: string;
  readonly applicationName?: string;
  /** Read-model classes; this lib does not know them. */
  readonly entities?: MixedList<(new () => object) | EntitySchema>;
}

/** A TypeORM data source over Edict's schema. It never changes the schema but by migrations. */
export function createDataSource(options: DataSourceOptions): DataSource {
  return new DataSource({
    type: 'postgres',
    url: options.url,
    applicationName: options.applicationName ?? 'edict',
    entities: options.entities ?? [],
    migrations: [...MIGRATIONS],
    migrationsTransactionMode: 'each',
    parseInt8: true,
    synchronize: false,
    logging: false,
  });
}
