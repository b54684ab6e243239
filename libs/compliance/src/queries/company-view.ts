import { Type } from 'class-transformer';
import { IsArray, IsString, ValidateNested } from 'class-validator';
import { AlgorithmRegistrationRow } from '../registers/algorithm-registrations.js';
import { CompanyRow } from '../registers/companies.js';
import { EnforcementRow } from '../registers/enforcement.js';
import { FeatureSuspensionRow } from '../registers/feature-suspensions.js';
import { ServiceFilingRow } from '../registers/service-filings.js';
import { SystemRow } from '../registers/systems.js';

export class SystemOfCompany extends SystemRow {
  /** Numbers of the algorithm registrations linked to it. */
  @IsArray() @IsString({ each: true }) readonly algorithms!: readonly string[];
}

/** All that the registers know of one company, or of a group with its filing entities. */
export class CompanyView extends CompanyRow {
  /** The filing entities whose parent is this company. */
  @IsArray() @IsString({ each: true }) readonly members!: readonly string[];
  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => SystemOfCompany)
  readonly systems!: readonly SystemOfCompany[];
  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => AlgorithmRegistrationRow)
  readonly algorithms!: readonly AlgorithmRegistrationRow[];
  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => FeatureSuspensionRow)
  readonly openSuspensions!: readonly FeatureSuspensionRow[];
  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => EnforcementRow)
  readonly openCases!: readonly EnforcementRow[];
  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => EnforcementRow)
  readonly restrictions!: readonly EnforcementRow[];
  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => ServiceFilingRow)
  readonly serviceFilings!: readonly ServiceFilingRow[];
}
