import { IsInt, IsISO8601, IsOptional, IsString } from 'class-validator';
import { describe } from '#libs/governance';

export class AsOfDocument {
  @describe('Instant of valid time; absent where the ledger itself is read.')
  @IsOptional()
  @IsISO8601()
  readonly validAt?: string;

  @describe('Record time as it was asked, or `position:<n>`.')
  @IsString()
  readonly knownAt!: string;

  @describe('The ledger position that knownAt stands for.')
  @IsInt()
  readonly position!: number;
}
