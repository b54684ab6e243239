import { IsBoolean, IsIn, IsInt, IsISO8601, IsOptional, IsString } from 'class-validator';
import { describe } from '#libs/governance';
import { localDate, STATUSES, type Status } from '#libs/rulebook';
import { Words } from '../registers/fields.js';
import type { Fields } from '../registers/register.js';
import type { Answer } from './answer.js';

/** What one duty is at one moment. */
export class ToldStatus {
  @IsIn(STATUSES) readonly status!: Status;

  @describe('Since when it has this status without a break; absent where it always had.')
  @IsOptional()
  @IsISO8601()
  readonly since?: string;

  @describe('Until when it has it, if nothing else happens; absent where nothing would end it.')
  @IsOptional()
  @IsISO8601()
  readonly until?: string;

  @IsOptional() @IsInt() readonly ruleVersion?: number;

  @describe('The last day on which it is in time, in the time zone of its instrument.')
  @IsOptional()
  @IsString()
  readonly dueOn?: string;

  @describe('The end of that day, or the exact moment.')
  @IsOptional()
  @IsISO8601()
  readonly dueAt?: string;

  @describe('True where the due date may still move, e.g. for a calendar not yet published.')
  @IsOptional()
  @IsBoolean()
  readonly provisional?: boolean;

  @describe('The day since which evidence shows it to be met.')
  @IsOptional()
  @IsString()
  readonly metOn?: string;

  @describe('Of an unknown status: the facts that would settle it.')
  @Words()
  readonly missing!: readonly string[];
}

/** @param timeZone of the obligation's instrument */
export function told(answer: Answer, timeZone: string): Fields<ToldStatus> {
  const { status, since, until, ruleVersion, dueOn, dueAt, provisional, metAt } = answer;
  return {
    status,
    ...(Number.isFinite(since) && { since: instantText(since) }),
    ...(Number.isFinite(until) && { until: instantText(until) }),
    ...(ruleVersion === undefined ? {} : { ruleVersion }),
    ...(dueOn === undefined ? {} : { dueOn }),
    ...(dueAt === undefined ? {} : { dueAt: instantText(dueAt) }),
    ...(provisional === undefined ? {} : { provisional }),
    ...(metAt === undefined ? {} : { metOn: localDate(metAt, timeZone) }),
    missing: answer.missing ?? [],
  };
}

export function instantText(instant: number): string {
  return new Date(instant).toISOString();
}
