import { createPool } from '#libs/database';
import { importFile } from '#libs/importers';
import type { ImportReport } from '#libs/importers';
import { Ledger } from '#libs/ledger';
import type { RecordedEvent } from '#libs/ledger';
import { Recorder } from '#libs/recording';
import { testPersonalValues } from '../setup/personal-values.js';
import { createTestDatabase } from '../setup/database.js';

/** A ledger of one's own with an import desk before it. */
export interface ImportDesk {
  readonly ledger: Ledger;
  readonly recorder: Recorder;
  import(name: string, content: string | Buffer, dryRun?: boolean): Promise<ImportReport>;
  events(subject?: string): Promise<readonly RecordedEvent[]>;
  close(): Promise<void>;
}

export async function openImportDesk(): Promise<ImportDesk> {
  const database = await createTestDatabase();
  const pool = createPool({ url: database.url, applicationName: 'edict-test' });
  const ledger = new Ledger(pool);
  const recorder = new Recorder({ ledger, personal: testPersonalValues(pool) });
  return {
    ledger,
    recorder,
    import: (name, content, dryRun = false) =>
      importFile(
        { name, bytes: Buffer.from(content) },
        { ledger, recorder, actor: 'importer', dryRun },
      ),
    events: async (subject) => {
      const found: RecordedEvent[] = [];
      for await (const event of ledger.stream(subject ? { subjects: [subject] } : {})) {
        found.push(event);
      }
      return found;
    },
    close: async () => {
      await ledger.close();
      await pool.end();
      await database.drop();
    },
  };
}
