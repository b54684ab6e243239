import type { CheckpointRow } from '#libs/ledger';
import type { DatasetName } from '../datasets/list.js';
import type { CsvProfile } from '../csv/cell.js';
import type { ExportLanguage, ExportMoment, FilterValues } from '../datasets/dataset.js';
import type { ExportMode, PreviousExport } from './export-question.js';

export const MANIFEST_FORMAT = 'edict-export/1';
export const MANIFEST_FILE = 'manifest.json';
export const SUMS_FILE = 'SHA256SUMS';

export interface WrittenFile {
  readonly name: string;
  readonly bytes: number;
  /** In hexadecimal. */
  readonly sha256: string;
  /** Of CSV: its records, the header aside. */
  readonly rows?: number;
}

/** What a run says of an export besides; none of it is in the CSV. */
export interface RunTold {
  /** The time for which the export is, RFC 3339. */
  readonly nominalTime?: string;
  /** From 1. */
  readonly attempt?: number;
  readonly export?: string;
  readonly run?: string;
}

/** The smallest signed checkpoint that covers the position of the export. */
export interface CoveringCheckpoint {
  readonly origin: string;
  readonly size: number;
  /** Root hash in base64, as the checkpoint itself has it. */
  readonly root: string;
}

/** All that is known of an export. It is written last: where it stands, the export is complete. */
export interface Manifest extends RunTold {
  readonly format: typeof MANIFEST_FORMAT;
  readonly dataset: DatasetName;
  readonly datasetVersion: number;
  readonly profile: CsvProfile;
  readonly mode: ExportMode;
  readonly filters: FilterValues;
  readonly columns: readonly string[];
  readonly language?: ExportLanguage;
  readonly key: readonly string[];
  readonly asOf: ExportMoment;
  readonly previous?: PreviousExport;
  /** IANA, in which bare dates were read. */
  readonly timeZone: string;
  /** Null while no checkpoint that was signed covers the position. */
  readonly checkpoint: CoveringCheckpoint | null;
  readonly startedAt: string;
  readonly finishedAt: string;
  readonly generator: { readonly name: 'edict'; readonly version: string };
  readonly rows: number;
  readonly files: readonly WrittenFile[];
}

export function coveringCheckpoint({ origin, size, root }: CheckpointRow): CoveringCheckpoint {
  return { origin, size, root: Buffer.from(root).toString('base64') };
}

/** One line a file, as `sha256sum --check` reads it. */
export function sumsOf(files: readonly WrittenFile[]): string {
  return files.map(({ name, sha256 }) => `${sha256}  ${name}\n`).join('');
}
