import { IsOptional, IsString } from 'class-validator';

/** A name in the languages in which it is known. */
export class LocalizedName {
  @IsOptional() @IsString() readonly zh?: string;
  @IsOptional() @IsString() readonly en?: string;
}
