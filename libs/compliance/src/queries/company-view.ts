import { describe } from '#libs/governance';
import { AlgorithmRegistrationRow } from '../registers/algorithm-registrations.js';
import { CompanyRow } from '../registers/companies.js';
import { EnforcementRow } from '../registers/enforcement.js';
import { FeatureSuspensionRow } from '../registers/feature-suspensions.js';
import { ListOf, Words } from '../registers/fields.js';
import { ServiceFilingRow } from '../registers/service-filings.js';
import { SystemRow } from '../registers/systems.js';

export class SystemOfCompany extends SystemRow {
  @describe('Numbers of the algorithm registrations that it runs on.')
  @Words()
  readonly algorithms!: readonly string[];
}

/** All that the registers know of one company, or of a group with its filing entities. */
export class CompanyView extends CompanyRow {
  @describe('Ids of the filing entities whose parent is this company.')
  @Words()
  readonly members!: readonly string[];

  @ListOf(() => SystemOfCompany) readonly systems!: readonly SystemOfCompany[];

  @ListOf(() => AlgorithmRegistrationRow)
  readonly algorithms!: readonly AlgorithmRegistrationRow[];

  @ListOf(() => FeatureSuspensionRow)
  readonly openSuspensions!: readonly FeatureSuspensionRow[];

  @ListOf(() => EnforcementRow) readonly openCases!: readonly EnforcementRow[];

  @describe('Listings that stand, such as the US Entity List; no breach by the company.')
  @ListOf(() => EnforcementRow)
  readonly restrictions!: readonly EnforcementRow[];

  @ListOf(() => ServiceFilingRow) readonly serviceFilings!: readonly ServiceFilingRow[];
}
