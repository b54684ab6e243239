import { IsBoolean, IsIn, IsInt, IsOptional, IsString } from 'class-validator';
import { describe } from '#libs/governance';
import type { LocalName } from '#libs/governance';
import { FORCES, GRADES } from '#libs/rulebook';
import type { Force, Grade } from '#libs/rulebook';
import { ListOf, Part } from '../../registers/fields.js';
import { LocalizedName } from '../../registers/localized-name.js';
import { ROW_STATUSES } from './status-row.js';
import type { RowStatus } from './status-row.js';

/** An obligation as a column of the matrix. */
export class MatrixColumn {
  @IsString() readonly obligation!: string;

  @IsString() readonly instrument!: string;

  @IsString() readonly provision!: string;

  @Part(() => LocalizedName) readonly title!: LocalizedName;

  @IsIn(FORCES) readonly force!: Force;

  @describe('How well its wording is known; `unsourced` is not settled law.')
  @IsIn(GRADES)
  readonly grade!: Grade;

  @describe('A duty of an authority: shown and never counted.')
  @IsBoolean()
  readonly expectation!: boolean;
}

/** The worst that one obligation is for a company and its systems. */
export class MatrixCell {
  @IsString() readonly obligation!: string;

  @IsIn(ROW_STATUSES) readonly status!: RowStatus;

  @describe('The earliest due date among those of this status.')
  @IsOptional()
  @IsString()
  readonly dueOn?: string;

  @IsOptional() @IsBoolean() readonly provisional?: boolean;

  @IsIn(FORCES) readonly force!: Force;

  @IsIn(GRADES) readonly grade!: Grade;

  @describe('How many companies and systems it binds.')
  @IsInt()
  readonly subjects!: number;
}

/** One company with a cell for each obligation that applies. */
export class MatrixRow {
  @IsString() readonly company!: string;

  @Part(() => LocalizedName) readonly name!: LocalName;

  @describe('The worst of all cells, those of authorities aside.')
  @IsOptional()
  @IsIn(ROW_STATUSES)
  readonly status?: RowStatus;

  @ListOf(() => MatrixCell) readonly cells!: readonly MatrixCell[];
}
