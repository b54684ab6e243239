import { createHash } from 'node:crypto';
import type pg from 'pg';
import { sql } from '#libs/database';

/** 32 MiB: a scan of a few hundred pages. The table has the same limit. */
export const PAPER_BYTES_MAX = 32 * 1024 * 1024;

const INSERT_PAPER = sql(import.meta.url, './insert-paper.sql');
const FIND_PAPER = sql(import.meta.url, './find-paper.sql');
const SHA256 = /^[0-9a-f]{64}$/;

/** The bytes are not those of the digest. */
export class DigestMismatch extends Error {
  constructor(
    readonly expected: string,
    readonly actual: string,
  ) {
    super(`The bytes have the SHA-256 ${actual}, not ${expected}.`);
    this.name = 'DigestMismatch';
  }
}

export class PaperTooLarge extends Error {
  constructor() {
    super(`A paper has at most ${PAPER_BYTES_MAX} bytes.`);
    this.name = 'PaperTooLarge';
  }
}

/** A SHA-256 in lower-case hex, as evidence writes it. */
export function isDigest(text: string): boolean {
  return SHA256.test(text);
}

/** The papers that evidence refers to, kept in the database so that its backup has them. */
export class Papers {
  constructor(private readonly pool: pg.Pool) {}

  /**
   * Stores a paper under its digest; false where it is there already.
   * @throws PaperTooLarge, DigestMismatch; then nothing was stored
   */
  async store(sha256: string, bytes: Buffer, storedBy: string): Promise<boolean> {
    if (bytes.length > PAPER_BYTES_MAX) throw new PaperTooLarge();
    const digest = createHash('sha256').update(bytes).digest();
    const actual = digest.toString('hex');
    if (actual !== sha256) throw new DigestMismatch(sha256, actual);
    const { rowCount } = await this.pool.query(INSERT_PAPER, [digest, bytes, storedBy]);
    return rowCount === 1;
  }

  async find(sha256: string): Promise<Buffer | undefined> {
    if (!isDigest(sha256)) return undefined;
    const digest = Buffer.from(sha256, 'hex');
    const { rows } = await this.pool.query<{ bytes: Buffer }>(FIND_PAPER, [digest]);
    return rows[0]?.bytes;
  }
}
