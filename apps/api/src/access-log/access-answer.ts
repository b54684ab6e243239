import { IsIn, IsInt, IsISO8601, IsOptional, IsString } from 'class-validator';
import { ACCESS_ACTIONS } from '#libs/access';
import type { Access, AccessAction } from '#libs/access';
import { describe } from '#libs/governance';
import type { Shape } from '../answers/shape.js';

/** One reading of evidence, use of a key or refusal. */
export class AccessAnswer {
  @describe('Grows from line to line; some numbers are never used.')
  @IsInt()
  readonly id!: number;

  @IsISO8601() readonly at!: string;

  @describe('A use or a refusal is written down at most once a minute per key and address.')
  @IsIn(ACCESS_ACTIONS)
  readonly action!: AccessAction;

  @describe('Who, by credential. Of a failed authentication: the key that it claimed to be.')
  @IsOptional()
  @IsString()
  readonly actor?: string;

  @describe('The company that was asked about; absent where it may have been any.')
  @IsOptional()
  @IsString()
  readonly company?: string;

  @describe('Method and path, without the query, which may name people.')
  @IsString()
  readonly resource!: string;

  @describe('The network address that the request came from.')
  @IsString()
  readonly address!: string;
}

export const ACCESS_EXAMPLE: Shape<AccessAnswer> = {
  id: 7,
  at: '2026-11-24T03:00:00.000Z',
  action: 'evidence-read',
  actor: 'key:admin',
  company: 'bytedance',
  resource: 'GET /v1/companies/bytedance/timeline',
  address: '127.0.0.1',
};

export function accessAnswer({ at, ...access }: Access): Shape<AccessAnswer> {
  return { ...access, at: at.toISOString() };
}
