import type { Ledger } from '#libs/ledger';
import type pg from 'pg';
import type { AsOf, ReachedAsOf } from '../as-of.js';
import type { RegisterName, RegisterRows } from '../registers/list.js';

export const PAGE_SIZE_MAX = 1000;

export interface RowSelection {
  /** Values by the names of the register's filters; all hold together. */
  readonly filters?: Readonly<Record<string, string>>;
  /** A name of the register's sorts, with a leading `-` for descending. */
  readonly sort?: string;
}

/** Where a page ended; opaque to clients, to be put in a cursor as it is. */
export interface PageEnd {
  readonly sort: string;
  readonly key: string;
}

export interface PageRequest extends RowSelection {
  readonly limit: number;
  readonly after?: PageEnd;
}

export interface Page<Row> {
  readonly rows: readonly Row[];
  /** Absent on the last page. */
  readonly next?: PageEnd;
}

export interface RegistersOptions {
  /** IANA time zone in which bare dates are read. */
  readonly timeZone: string;
}

/** The registers as of any pair of times. */
export class Registers {
  constructor(
    private readonly pool: pg.Pool,
    private readonly ledger: Pick<Ledger, 'head' | 'positionAt'>,
    private readonly options: RegistersOptions,
  ) {}

  /**
   * Reads the two times of a question and waits until the registers have reached them.
   * @param validAt RFC 3339, or a date (its last instant); by default now
   * @param knownAt RFC 3339, or `position:<n>`; by default all that the registers have reached
   * @throws InvalidAsOf, UnknownPosition, NotYetProjected
   */
  asOf(validAt?: string, knownAt?: string): Promise<ReachedAsOf> {
    throw new Error(`not built yet: ${validAt ?? ''} ${knownAt ?? ''}`);
  }

  /** @throws InvalidFilter, InvalidSort */
  page<Name extends RegisterName>(
    register: Name,
    asOf: AsOf,
    request: PageRequest,
  ): Promise<Page<RegisterRows[Name]>> {
    throw new Error(`not built yet: ${register} ${asOf.validAt} ${request.limit}`);
  }

  /**
   * All rows of a selection in its order, in constant memory.
   * @throws InvalidFilter, InvalidSort when the first row is asked for
   */
  stream<Name extends RegisterName>(
    register: Name,
    asOf: AsOf,
    selection?: RowSelection,
  ): AsyncIterable<RegisterRows[Name]> {
    throw new Error(`not built yet: ${register} ${asOf.validAt} ${selection?.sort ?? ''}`);
  }

  /** The row of this key, if there is one then. Keys of companies, systems ... are their bare ids. */
  find<Name extends RegisterName>(
    register: Name,
    key: string,
    asOf: AsOf,
  ): Promise<RegisterRows[Name] | undefined> {
    throw new Error(`not built yet: ${register} ${asOf.validAt} ${key}`);
  }

  /** The position up to which the registers are projected. */
  reached(): Promise<number> {
    throw new Error(`not built yet: ${this.options.timeZone} ${typeof this.ledger}`);
  }

  /** @throws NotYetProjected when the time is over; the error names what was reached */
  waitUntil(position: number, timeoutMs: number): Promise<number> {
    throw new Error(`not built yet: ${position} ${timeoutMs} ${typeof this.pool}`);
  }
}
