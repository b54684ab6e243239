import { Type } from 'class-transformer';
import { IsArray, IsObject, IsOptional, IsString, ValidateNested } from 'class-validator';
import { EventReference } from './event-reference.js';
import { LocalizedName } from './localized-name.js';

export class CompanyIdentifiers {
  /** Digits 1 to 13 of the company's filing numbers. */
  @IsOptional() @IsString() readonly cacEntity?: string;
  /** Unified social credit code (统一社会信用代码). */
  @IsOptional() @IsString() readonly uscc?: string;
  @IsOptional() @IsString() readonly lei?: string;
  @IsOptional() @IsString() readonly ticker?: string;
}

export class CompanyRow {
  @IsString() readonly id!: string;
  @ValidateNested() @Type(() => LocalizedName) readonly name!: LocalizedName;
  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => LocalizedName)
  readonly formerNames!: readonly LocalizedName[];
  @IsArray() @IsString({ each: true }) readonly aliases!: readonly string[];
  @IsString() readonly jurisdiction!: string;
  @ValidateNested() @Type(() => CompanyIdentifiers) readonly identifiers!: CompanyIdentifiers;
  /** Bare id of the group that the filing entity belongs to. */
  @IsOptional() @IsString() readonly parent?: string;
  @IsObject() readonly facts!: Readonly<Record<string, unknown>>;
  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => EventReference)
  readonly because!: readonly EventReference[];
}
