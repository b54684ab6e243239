import { IsInt, IsISO8601, IsString } from 'class-validator';

/** One event that decided an answer. */
export class EventReference {
  @IsInt() readonly position!: number;
  @IsString() readonly type!: string;
  /** Valid time as written. */
  @IsISO8601() readonly time!: string;
  @IsISO8601() readonly recordedtime!: string;
}
