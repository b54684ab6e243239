import { AlgorithmRegistrationRow } from './algorithm-registrations.js';
import { ClaimRow } from './claims.js';
import { CompanyRow } from './companies.js';
import { EnforcementRow } from './enforcement.js';
import { FeatureSuspensionRow } from './feature-suspensions.js';
import { IncidentRow } from './incidents.js';
import { InstrumentRow } from './instruments.js';
import { ServiceFilingRow } from './service-filings.js';
import { SourceRow } from './sources.js';
import { SystemRow } from './systems.js';
import { TermRow } from './terms.js';

/** What each register's rows are. */
export interface RegisterRows {
  readonly companies: CompanyRow;
  readonly systems: SystemRow;
  readonly 'feature-suspensions': FeatureSuspensionRow;
  readonly 'algorithm-registrations': AlgorithmRegistrationRow;
  readonly enforcement: EnforcementRow;
  readonly incidents: IncidentRow;
  readonly claims: ClaimRow;
  readonly instruments: InstrumentRow;
  readonly sources: SourceRow;
  readonly 'service-filings': ServiceFilingRow;
  readonly terms: TermRow;
}
export type RegisterName = keyof RegisterRows;
