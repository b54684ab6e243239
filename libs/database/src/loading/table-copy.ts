import { once } from 'node:events';
import { finished } from 'node:stream/promises';
import pg from 'pg';
import { from as copyFrom, type CopyStreamQuery } from 'pg-copy-streams';
import { BinaryRows } from './binary-rows.js';

/** So many bytes are sent at once. */
const SENT_BYTES = 512 * 1024;

const { escapeIdentifier: quoted } = pg;

/** Rows on their way into one table, in one statement on a connection of its own. */
export class TableCopy {
  readonly rows = new BinaryRows();
  private failure: Error | undefined;
  private isOver = false;
  private readonly fail = (error: Error): void => {
    this.failure ??= error;
  };

  private constructor(
    private readonly client: pg.PoolClient,
    private readonly stream: CopyStreamQuery,
  ) {
    client.on('error', this.fail);
    stream.on('error', this.fail);
  }

  /** Columns that are not named get their defaults. */
  static async into(
    pool: pg.Pool,
    { schema, table, columns }: { schema: string; table: string; columns: readonly string[] },
  ): Promise<TableCopy> {
    const client = await pool.connect();
    const target = `${quoted(schema)}.${quoted(table)} (${columns.map(quoted).join(', ')})`;
    return new TableCopy(
      client,
      client.query(copyFrom(`copy ${target} from stdin (format binary)`)),
    );
  }

  /** Sends what has come together, if it is enough; waits while the server is behind. */
  async flush(): Promise<void> {
    if (this.rows.size >= SENT_BYTES) await this.send(this.rows.take());
  }

  /** Sends the rest. Only then are the rows in the table. */
  async finish(): Promise<void> {
    try {
      if (this.failure !== undefined) throw this.failure;
      this.stream.end(this.rows.finish());
      await finished(this.stream);
    } catch (error) {
      this.abandon();
      throw error;
    }
    this.isOver = true;
    this.client.off('error', this.fail);
    this.client.release();
  }

  /** Gives up the statement, if it is not over, with its connection: its rows are nowhere. */
  abandon(): void {
    if (this.isOver) return;
    this.isOver = true;
    this.client.release(true);
  }

  private async send(bytes: Buffer): Promise<void> {
    if (this.failure !== undefined) throw this.failure;
    if (!this.stream.write(bytes)) await once(this.stream, 'drain');
  }
}
