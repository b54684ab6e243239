import { randomUUID } from 'node:crypto';
import { createRequire } from 'node:module';

// The package's module form imports files without their endings, which Node does not find.
const require = createRequire(import.meta.url);
const { PostgresEventStorageAdapter } = require('@castore/event-storage-adapter-postgres');

/** Castore, on the ten connections that its adapter opens. */
export async function openStore(url) {
  await PostgresEventStorageAdapter.createEventTable({ connectionString: url });
  const adapter = new PostgresEventStorageAdapter({ connectionString: url });
  const store = { eventStoreId: 'bench' };
  const ids = new Map();
  return {
    append: async (stream, version, { id, type, data }) => {
      // Its streams are named by UUIDs.
      if (!ids.has(stream)) ids.set(stream, randomUUID());
      const aggregateId = ids.get(stream);
      // Its first version is 1; that two events have the same one is what it refuses.
      const event = { aggregateId, version: version + 1, type, payload: data, metadata: { id } };
      await adapter.pushEvent(event, store);
    },
    close: () => process.exit(0),
  };
}
