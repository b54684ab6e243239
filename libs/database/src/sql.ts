import { readFileSync } from 'node:fs';

/** The statement in a `.sql` file beside the module that runs it: `sql(import.meta.url, './x.sql')`. */
export function sql(metaUrl: string, file: `./${string}.sql`): string {
  return readFileSync(new URL(file, metaUrl), 'utf8').trim();
}
