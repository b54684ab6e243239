import type { ExportDefinition } from '../writing/export-question.js';
import type { WrittenFile } from '../writing/manifest.js';

/** What is delivered: files that are whole, and what is said of them. */
export interface DeliveredRun {
  readonly run: string;
  readonly export: string;
  readonly nominalTime: Date;
  readonly position: number;
  readonly asked: ExportDefinition;
  /** Where the files are kept. */
  readonly folder: string;
  /** The manifest is the last one. */
  readonly files: readonly WrittenFile[];
  readonly rows: number;
  readonly manifestSha256: string;
}

/** A target did not take it. What is said here is shown to whoever asks for the run. */
export class DeliveryFailed extends Error {
  constructor(
    message: string,
    /** Trying again would not help. */
    readonly isFinal = false,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = 'DeliveryFailed';
  }
}

/** The folder of a run at its target, e.g. `2026-02-12T010000Z`: its nominal time, and no other's. */
export function stampOf({ nominalTime }: Pick<DeliveredRun, 'nominalTime'>): string {
  const text = nominalTime.toISOString().replaceAll(':', '');
  return text.replace('.000Z', 'Z');
}
