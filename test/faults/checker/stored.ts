import pg from 'pg';

/** A row of the ledger as PostgreSQL has it. */
export interface StoredEvent {
  readonly position: number;
  readonly bytes: Buffer;
  readonly leafHash: string;
  readonly source: string;
  readonly id: string;
  readonly type: string;
  readonly subject: string;
  readonly sequence: number;
  readonly recordedAt: Date;
}

export interface StoredCheckpoint {
  readonly size: number;
  readonly previous: number | null;
  readonly note: string;
}

export interface StoredNode {
  readonly level: number;
  readonly index: number;
  readonly hash: string;
}

export interface StoredLedger {
  readonly head: number;
  readonly events: readonly StoredEvent[];
  readonly checkpoints: readonly StoredCheckpoint[];
  readonly nodes: readonly StoredNode[];
  /** Public, in their text form. */
  readonly keys: readonly string[];
}

/** All that the ledger has, in one state, by SQL that is the checker's own. */
export async function readStored(databaseUrl: string): Promise<StoredLedger> {
  return onDatabase(databaseUrl, async (client) => {
    await client.query('begin isolation level repeatable read, read only');
    const rows = async <Row>(text: string): Promise<readonly Row[]> =>
      (await client.query(text)).rows as Row[];
    return {
      head: (await rows<{ position: number }>(HEAD))[0]?.position ?? 0,
      events: await rows<StoredEvent>(EVENTS),
      checkpoints: await rows<StoredCheckpoint>(CHECKPOINTS),
      nodes: await rows<StoredNode>(NODES),
      keys: (await rows<{ key: string }>(KEYS)).map(({ key }) => key),
    };
  });
}

/** Positions of a test are small, so that they are read as ordinary numbers. */
const HEAD = 'select position::integer from ledger.head';
const EVENTS = `
  select position::integer, bytes, encode(leaf_hash, 'hex') as "leafHash", source, id, type,
    subject, sequence::integer, recorded_time as "recordedAt"
  from ledger.event order by ctid`;
const CHECKPOINTS =
  'select size::integer, previous::integer, note from ledger.checkpoint order by id';
const NODES = `select level, index::integer, encode(hash, 'hex') as hash from ledger.tree_node`;
const KEYS = 'select verifier_key as key from ledger.signing_key';

export async function onDatabase<Result>(
  databaseUrl: string,
  work: (client: pg.Client) => Promise<Result>,
): Promise<Result> {
  const client = new pg.Client({ connectionString: databaseUrl, application_name: 'checker' });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
