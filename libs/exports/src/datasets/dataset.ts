import type {
  Companies,
  Deadlines,
  Registers,
  StatusChanges,
  TotalledLists,
  Views,
  Watermarking,
} from '#libs/compliance';
import type { Statement } from '#libs/database';
import type { Localized } from '#libs/governance';
import type pg from 'pg';
import type { Column, Datatype } from '../csv/columns.js';
import type { LabelSource } from './labels.js';

export const EXPORT_LANGUAGES = ['en', 'zh'] as const;
export type ExportLanguage = (typeof EXPORT_LANGUAGES)[number];

/** The two times of an export. */
export interface ExportMoment {
  /** Instant of valid time, RFC 3339. */
  readonly validAt: string;
  /** What was known once this position was recorded. */
  readonly position: number;
}

export interface DatasetColumn extends Column {
  readonly datatype: Datatype;
  /** Whether every row has a value there. */
  readonly isRequired: boolean;
  readonly title: Localized;
  /** The language of what stands there, where it is for people to read. */
  readonly language?: ExportLanguage;
  /** The column has words for the codes at its path, in its language. */
  readonly label?: LabelSource;
}

export interface DatasetFilter {
  readonly description: string;
  readonly choices?: readonly string[];
  /** Whether several values may be given, of which any may hold. */
  readonly repeats: boolean;
  /** What is wrong with a value, beside the choices. */
  readonly wrong?: (value: string) => string | undefined;
}

/** Values by the names of filters; all filters hold together. */
export type FilterValues = Readonly<Record<string, readonly string[]>>;

/** What a dataset is asked for, checked. */
export interface RowsAsked {
  readonly asOf: ExportMoment;
  readonly filters: FilterValues;
  readonly signal?: AbortSignal;
}

/** What datasets read from. */
export interface DatasetSources {
  readonly pool: pg.Pool;
  readonly registers: Pick<Registers, 'keyed'>;
  readonly lists: Pick<TotalledLists, 'keyed'>;
  readonly companies: Pick<Companies, 'streamsKnown'>;
  readonly watermarking: Pick<Watermarking, 'stream'>;
  readonly deadlines: Pick<Deadlines, 'stream'>;
  readonly changes: Pick<StatusChanges, 'stream'>;
  /** IANA, in which a bare date of a filter is read. */
  readonly timeZone: string;
}

/**
 * Where rows come from: as values, in the order of the key; or from PostgreSQL as it writes them
 * itself, by a statement without an order that has a column for every header.
 */
export type RowSource =
  | { readonly rows: (asked: RowsAsked, sources: DatasetSources) => AsyncIterable<object> }
  | {
      readonly table: (asked: RowsAsked, sources: DatasetSources) => Statement | Promise<Statement>;
    };

/** One kind of file: everything about it is declared here. */
export interface Dataset<Name extends string = string> {
  readonly name: Name;
  /** Raised when columns are added at the end; a column that goes makes a dataset of a new name. */
  readonly version: number;
  readonly title: Localized;
  readonly columns: readonly DatasetColumn[];
  /** Headers that together name a row: the order of the file, texts by their bytes in UTF-8. */
  readonly key: readonly string[];
  readonly filters: Readonly<Record<string, DatasetFilter>>;
  /** What must have reached the position of an export. */
  readonly views: Views;
  readonly source: RowSource;
}

/** Keeps the name of a dataset while checking it. */
export function defineDataset<const Name extends string>(dataset: Dataset<Name>): Dataset<Name> {
  return dataset;
}
