import type { DeliveryKind } from '../definitions/export-terms.js';
import type { WrittenFile } from '../writing/manifest.js';

export const RUN_STATES = ['claimed', 'written', 'delivered', 'done', 'failed'] as const;
/**
 * `claimed`: its nominal time is its own. `written`: the files are whole. `delivered`: every folder and
 * bucket has them. `done`: webhooks were told too.
 */
export type RunState = (typeof RUN_STATES)[number];
export const FINAL_STATES: ReadonlySet<RunState> = new Set(['done', 'failed']);

export const TARGET_STATES = ['pending', 'delivered', 'failed'] as const;
export type TargetState = (typeof TARGET_STATES)[number];

export interface RunTarget {
  readonly kind: DeliveryKind;
  readonly state: TargetState;
  /** How often it was tried. */
  readonly attempt: number;
  readonly error?: string;
}

/** Why a run failed, or what its last attempt failed with. */
export interface RunProblem {
  readonly code: string;
  readonly detail: string;
}

/** A run as whoever asks for it sees it. */
export interface ExportRun {
  readonly id: string;
  readonly export: string;
  readonly nominalTime: Date;
  readonly state: RunState;
  readonly attempt: number;
  readonly startedAt?: Date;
  readonly finishedAt?: Date;
  /** Absent until the run has begun. */
  readonly position?: number;
  /** The run that a delta begins from. */
  readonly previous?: string;
  readonly files: readonly WrittenFile[];
  readonly rows?: number;
  /** When the files ceased to be kept here. */
  readonly removedAt?: Date;
  readonly targets: readonly RunTarget[];
  readonly problem?: RunProblem;
}

/** A row of `exports.run` with its targets. */
export interface RunColumns {
  readonly id: string;
  readonly export: string;
  readonly nominalTime: Date;
  readonly state: RunState;
  readonly attempt: number;
  readonly startedAt: Date | null;
  readonly finishedAt: Date | null;
  readonly position: number | null;
  readonly previous: string | null;
  readonly files: readonly WrittenFile[] | null;
  readonly rows: number | null;
  readonly removedAt: Date | null;
  readonly problem: RunProblem | null;
  readonly targets: readonly (Omit<RunTarget, 'error'> & { readonly error: string | null })[];
}

export function exportRun(columns: RunColumns): ExportRun {
  const { startedAt, finishedAt, position, previous, rows, removedAt, problem } = columns;
  const { id, nominalTime, state, attempt } = columns;
  return {
    id,
    export: columns.export,
    nominalTime,
    state,
    attempt,
    ...(startedAt !== null && { startedAt }),
    ...(finishedAt !== null && { finishedAt }),
    ...(position !== null && { position }),
    ...(previous !== null && { previous }),
    files: columns.files ?? [],
    ...(rows !== null && { rows }),
    ...(removedAt !== null && { removedAt }),
    targets: columns.targets.map(({ error, ...target }) => ({
      ...target,
      ...(error !== null && { error }),
    })),
    ...(problem !== null && { problem }),
  };
}
