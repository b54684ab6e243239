import { IsInt, Matches, Min } from 'class-validator';
import { describe } from '#libs/governance';

/** A paper as it is kept. */
export class StoredFile {
  @describe('SHA-256 of its bytes, as evidence names it in `file.sha256`.')
  @Matches(/^[0-9a-f]{64}$/)
  readonly sha256!: string;

  @describe('Its size, as evidence gives it in `file.bytes`.')
  @IsInt()
  @Min(0)
  readonly bytes!: number;
}
