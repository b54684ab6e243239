import { IsInt, IsString } from 'class-validator';
import { describe } from '#libs/governance';

/** What is odd about a supposed event that could be recorded all the same. */
export class WarningOfSupposed {
  @describe('Its place among the events that were sent, from 0.')
  @IsInt()
  readonly index!: number;

  @IsString() readonly code!: string;

  @IsString() readonly message!: string;
}
