import { Type } from 'class-transformer';
import { IsArray, IsInt, IsOptional, IsString, ValidateNested } from 'class-validator';
import { describe } from '#libs/governance';
import type { Shape } from '../answers/shape.js';

export class ProblemError {
  @IsString() readonly pointer!: string;
  @IsString() readonly code!: string;
  @IsString() readonly message!: string;

  @describe('The line of an uploaded file, from 1.')
  @IsOptional()
  @IsInt()
  readonly line?: number;
}

/** RFC 9457, with the members that problems of Edict have. */
export class ProblemDocument {
  @describe('`/problems/<code>`; a page there says what the code means.')
  @IsString()
  readonly type!: string;
  @IsString() readonly title!: string;
  @IsInt() readonly status!: number;
  @IsString() readonly detail!: string;
  @IsString() readonly instance!: string;
  @IsString() readonly code!: string;

  @IsOptional()
  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => ProblemError)
  readonly errors?: readonly Shape<ProblemError>[];

  @describe('Which event of a batch it is, from 0.')
  @IsOptional()
  @IsInt()
  readonly index?: number;

  @describe('Where the event with the same source and id stands.')
  @IsOptional()
  @IsInt()
  readonly position?: number;

  @describe('The stream concerned.')
  @IsOptional()
  @IsString()
  readonly subject?: string;

  @describe('The version of the stream that was expected.')
  @IsOptional()
  @IsInt()
  readonly expected?: number;

  @describe('The version at which the stream stands.')
  @IsOptional()
  @IsInt()
  readonly actual?: number;

  @describe('The stream that holds the unique name.')
  @IsOptional()
  @IsString()
  readonly holder?: string;

  @describe('The limit that was passed.')
  @IsOptional()
  @IsInt()
  readonly limit?: number;
}
