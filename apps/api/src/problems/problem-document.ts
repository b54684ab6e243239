import { Type } from 'class-transformer';
import { IsArray, IsInt, IsOptional, IsString, ValidateNested } from 'class-validator';
import type { Shape } from '../answers/shape.js';

export class ProblemError {
  @IsString() readonly pointer!: string;
  @IsString() readonly code!: string;
  @IsString() readonly message!: string;
}

/** RFC 9457, with the members that every problem of Edict has. */
export class ProblemDocument {
  @IsString() readonly type!: string;
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
}
