import type { Column, CsvProfile } from '#libs/exports';
import type { Readable } from 'node:stream';

/** The two times of an answer, in words that can be asked again. */
export interface AsOfTold {
  readonly validAt: string;
  /** As it was asked, or `position:<n>`. */
  readonly knownAt: string;
  /** The ledger position that `knownAt` stands for. */
  readonly position: number;
}

/** An answer in JSON; the interceptor adds the headers that every view has. */
export class View {
  constructor(
    readonly body: object,
    /** The `Edict-Position` of the answer. */
    readonly reached: number,
    /** What of the body tells two answers apart; the moment of asking does not. */
    readonly identity: unknown = body,
    readonly type: string = 'application/json; charset=utf-8',
  ) {}
}

/** The whole of a list as CSV. */
export class Table {
  constructor(
    readonly name: string,
    readonly columns: readonly Column[],
    readonly rows: AsyncIterable<object> | Iterable<object>,
    readonly profile: CsvProfile,
    readonly reached?: number,
  ) {}
}

/** A whole text of a type of its own; equal texts have equal tags. */
export class Text {
  constructor(
    readonly type: string,
    readonly content: string,
    readonly reached: number,
  ) {}
}

/** An answer that is written as it comes. */
export class Flow {
  constructor(
    readonly type: string,
    readonly content: Readable,
    readonly reached?: number,
    /** Of the file that it is to be saved as. */
    readonly name?: string,
  ) {}
}
