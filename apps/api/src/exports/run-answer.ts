import { IsIn, IsInt, IsISO8601, IsOptional, IsString, Matches, Min } from 'class-validator';
import type { DeliveryKind, ExportRun, RunState, TargetState } from '#libs/exports';
import { DELIVERY_KINDS, RUN_STATES, TARGET_STATES } from '#libs/exports';
import { describe } from '#libs/governance';
import type { WholeShape } from '../answers/shape.js';
import { ListOf, Part } from '../openapi/part.js';

export class RunMomentAnswer {
  @IsISO8601() readonly validAt!: string;

  @describe('The last position that was recorded by then.')
  @IsInt()
  @Min(0)
  readonly position!: number;
}

export class RunFileAnswer {
  @describe('At `/v1/export-runs/{id}/files/{name}`.')
  @IsString()
  readonly name!: string;

  @IsInt() @Min(0) readonly bytes!: number;

  @Matches(/^[0-9a-f]{64}$/) readonly sha256!: string;

  @describe('Of CSV: its records, the header aside.')
  @IsOptional()
  @IsInt()
  @Min(0)
  readonly rows?: number;
}

export class RunTargetAnswer {
  @IsIn(DELIVERY_KINDS) readonly kind!: DeliveryKind;

  @IsIn(TARGET_STATES) readonly state!: TargetState;

  @describe('How often it was tried.')
  @IsInt()
  @Min(0)
  readonly attempt!: number;

  @describe('What it failed with, the last time.')
  @IsOptional()
  @IsString()
  readonly error?: string;
}

export class RunProblemAnswer {
  @IsString() readonly code!: string;

  @IsString() readonly detail!: string;
}

/** One run of an export. */
export class RunAnswer {
  @IsString() readonly id!: string;

  @IsString() readonly export!: string;

  @IsISO8601() readonly nominalTime!: string;

  @describe(
    '`claimed`: to be written. `written`: its files are whole. `delivered`: folders and buckets ' +
      'have them. `done`: webhooks were told too. `failed`: `problem` says why.',
  )
  @IsIn(RUN_STATES)
  readonly state!: RunState;

  @describe('How often it was begun.')
  @IsInt()
  @Min(0)
  readonly attempt!: number;

  @IsOptional() @IsISO8601() readonly startedAt?: string;

  @IsOptional() @IsISO8601() readonly finishedAt?: string;

  @describe('Absent until it has begun; fixed from then on.')
  @IsOptional()
  @Part(() => RunMomentAnswer)
  readonly asOf?: RunMomentAnswer;

  @describe('Of a delta: the run that it begins from. A delta without one is whole.')
  @IsOptional()
  @IsString()
  readonly previous?: string;

  @IsOptional() @IsInt() @Min(0) readonly rows?: number;

  @ListOf(() => RunFileAnswer) readonly files!: RunFileAnswer[];

  @describe('When the files ceased to be kept here.')
  @IsOptional()
  @IsISO8601()
  readonly filesRemovedAt?: string;

  @ListOf(() => RunTargetAnswer) readonly targets!: RunTargetAnswer[];

  @describe('Why it failed, or what its last attempt failed with.')
  @IsOptional()
  @Part(() => RunProblemAnswer)
  readonly problem?: RunProblemAnswer;
}

export function runAnswer(run: ExportRun): WholeShape<RunAnswer> {
  const { nominalTime, startedAt, finishedAt, position, rows, removedAt, problem } = run;
  const validAt = nominalTime.toISOString();
  return {
    id: run.id,
    export: run.export,
    nominalTime: validAt,
    state: run.state,
    attempt: run.attempt,
    ...(startedAt && { startedAt: startedAt.toISOString() }),
    ...(finishedAt && { finishedAt: finishedAt.toISOString() }),
    ...(position !== undefined && { asOf: { validAt, position } }),
    ...(run.previous !== undefined && { previous: run.previous }),
    ...(rows !== undefined && { rows }),
    files: run.files,
    ...(removedAt && { filesRemovedAt: removedAt.toISOString() }),
    targets: run.targets,
    ...(problem && { problem }),
  };
}
