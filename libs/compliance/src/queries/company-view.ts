import { IsOptional } from 'class-validator';
import { describe } from '#libs/governance';
import { AlgorithmRegistrationRow } from '../registers/algorithm-registrations.js';
import { CompanyRow } from '../registers/companies.js';
import { EnforcementRow } from '../registers/enforcement.js';
import { FeatureSuspensionRow } from '../registers/feature-suspensions.js';
import { ListOf, Part, Words } from '../registers/fields.js';
import { ServiceFilingRow } from '../registers/service-filings.js';
import { SystemRow } from '../registers/systems.js';
import { StatusRow } from './statuses/status-row.js';
import { NextDeadline, StatusCounts } from './statuses/totals.js';

/** A company and what its duties and those of its systems come to. */
export class CompanyInList extends CompanyRow {
  @Part(() => StatusCounts) readonly counts!: StatusCounts;

  @describe('Absent where nothing is due after the moment that was asked for.')
  @IsOptional()
  @Part(() => NextDeadline)
  readonly nextDeadline?: NextDeadline;
}

export class SystemOfCompany extends SystemRow {
  @describe('Numbers of the algorithm registrations that it runs on.')
  @Words()
  readonly algorithms!: readonly string[];

  @ListOf(() => StatusRow) readonly obligations!: readonly StatusRow[];
}

/** A system and what its duties come to. */
export class SystemInList extends SystemRow {
  @Part(() => StatusCounts) readonly counts!: StatusCounts;

  @describe('Absent where nothing is due after the moment that was asked for.')
  @IsOptional()
  @Part(() => NextDeadline)
  readonly nextDeadline?: NextDeadline;
}

/** A system with its duties. */
export class SystemView extends SystemInList {
  @ListOf(() => StatusRow) readonly obligations!: readonly StatusRow[];
}

/** All that is known of one company, or of a group with its filing entities, and their duties. */
export class CompanyView extends CompanyInList {
  @describe('Ids of the filing entities whose parent is this company.')
  @Words()
  readonly members!: readonly string[];

  @ListOf(() => SystemOfCompany) readonly systems!: readonly SystemOfCompany[];

  @describe('The duties of the company itself; those of its systems stand with them.')
  @ListOf(() => StatusRow)
  readonly obligations!: readonly StatusRow[];

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
