import type pg from 'pg';
import { sql } from '#libs/database';

export const ACCESS_ACTIONS = [
  'evidence-read',
  'key-used',
  'signed-in',
  'authentication-failed',
] as const;
export type AccessAction = (typeof ACCESS_ACTIONS)[number];

/** What an address asked for. Queries are left out: they may name people. */
export interface Asked {
  /** Method and path, e.g. `GET /v1/events/17`. */
  readonly resource: string;
  /** The network address that the request came from. */
  readonly address: string;
}

export interface Access extends Asked {
  readonly id: number;
  readonly at: Date;
  readonly action: AccessAction;
  /** `key:<id>`; of a failed authentication the key that it claimed to be, if it named one. */
  readonly actor?: string;
  readonly company?: string;
}

export interface AccessSelection {
  readonly action?: AccessAction;
  readonly actor?: string;
  readonly company?: string;
  /** RFC 3339, inclusive */
  readonly from?: string;
  /** RFC 3339, exclusive */
  readonly to?: string;
}

/** Failures and uses of a key are written down at most this often per key and address. */
export const NOTED_AGAIN_AFTER_S = 60;
/** Failures of an address that are written down in that time: whoever invents keys fills no disk. */
export const FAILURES_NOTED_MAX = 20;
const ACCESSES_AT_ONCE_MAX = 1_000;
const USES_REMEMBERED_MAX = 10_000;
const RESOURCE_LENGTH_MAX = 1_000;

const INSERT_ACCESS = sql(import.meta.url, './insert-access.sql');
const INSERT_FAILURE = sql(import.meta.url, './insert-failure.sql');
const PAGE_OF_ACCESSES = sql(import.meta.url, './page-of-accesses.sql');

interface AccessColumns extends Asked {
  readonly id: number;
  readonly at: Date;
  readonly action: AccessAction;
  readonly actor: string | null;
  readonly company: string | null;
}

/** Who read evidence, used a key or was turned away. It is only ever added to. */
export class AccessLog {
  /** When a use was last noted, in milliseconds since the process began. */
  readonly #noted = new Map<string, number>();

  constructor(private readonly pool: pg.Pool | pg.ClientBase) {}

  /** Durable when it resolves, so that nothing is read that is not written down. */
  async noteRead(actor: string, company: string | undefined, asked: Asked): Promise<void> {
    await this.insert('evidence-read', actor, company, asked);
  }

  async noteUse(actor: string, asked: Asked): Promise<void> {
    const use = `${actor} ${asked.address}`;
    const now = performance.now();
    const noted = this.#noted.get(use);
    if (noted !== undefined && now - noted < NOTED_AGAIN_AFTER_S * 1000) return;
    if (this.#noted.size >= USES_REMEMBERED_MAX) this.#noted.clear();
    this.#noted.set(use, now);
    await this.insert('key-used', actor, undefined, asked);
  }

  /** That a browser acts for a key from now on. */
  async noteSignIn(actor: string, asked: Asked): Promise<void> {
    await this.insert('signed-in', actor, undefined, asked);
  }

  /** `actor` is who the credential claims to be, if it says so. */
  async noteFailure(actor: string | undefined, { resource, address }: Asked): Promise<void> {
    const values = [actor, shortened(resource), address, NOTED_AGAIN_AFTER_S, FAILURES_NOTED_MAX];
    await this.pool.query(INSERT_FAILURE, values);
  }

  /** At most `limit` in the order in which they were written, after the one with this id. */
  async page(selection: AccessSelection, limit: number, after = 0): Promise<readonly Access[]> {
    const { action, actor, company, from, to } = selection;
    const values = [after, action, actor, company, from, to, limit];
    const { rows } = await this.pool.query<AccessColumns>(PAGE_OF_ACCESSES, values);
    return rows.map(accessOf);
  }

  /** All of a selection, read in parts. */
  async *stream(selection: AccessSelection): AsyncGenerator<Access> {
    for (let after = 0; ;) {
      const part = await this.page(selection, ACCESSES_AT_ONCE_MAX, after);
      yield* part;
      const last = part.at(-1);
      if (last === undefined || part.length < ACCESSES_AT_ONCE_MAX) return;
      after = last.id;
    }
  }

  private async insert(
    action: AccessAction,
    actor: string,
    company: string | undefined,
    { resource, address }: Asked,
  ): Promise<void> {
    const values = [action, actor, company, shortened(resource), address];
    await this.pool.query(INSERT_ACCESS, values);
  }
}

function shortened(resource: string): string {
  return resource.slice(0, RESOURCE_LENGTH_MAX);
}

function accessOf({ actor, company, ...access }: AccessColumns): Access {
  return {
    ...access,
    ...(actor === null ? {} : { actor }),
    ...(company === null ? {} : { company }),
  };
}
