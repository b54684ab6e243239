import { Type } from 'class-transformer';
import { IsArray, IsIn, IsInt, IsString, Min, ValidateNested } from 'class-validator';
import { describe } from '#libs/governance';

export class ReportedRowAnswer {
  @IsInt() @Min(1) readonly row!: number;

  @describe('What keeps the row out: its own fault, or the code with which its event was refused.')
  @IsString()
  readonly code!: string;

  @IsString() readonly text!: string;
}

export class ImportAnswer {
  @IsString() readonly file!: string;

  @describe('What the content was recognised as.')
  @IsIn(['filing-list', 'cancellation-list', 'cloudevents', 'event-table', 'rule-pack'])
  readonly kind!: string;

  @describe('Records in the file; taken and reported ones add up to it.')
  @IsInt()
  readonly rows!: number;

  @IsInt() readonly taken!: number;

  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => ReportedRowAnswer)
  readonly reported!: readonly ReportedRowAnswer[];

  @describe('Events that were added; in a dry run, that would be.')
  @IsInt()
  readonly recorded!: number;

  @describe('Records that said nothing new.')
  @IsInt()
  readonly duplicates!: number;
}
