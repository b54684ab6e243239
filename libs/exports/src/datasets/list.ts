import { COMPANY_STATUS } from './company-status.js';
import type { Dataset } from './dataset.js';
import { DEADLINES } from './deadlines.js';
import { EVENTS } from './events.js';
import {
  ALGORITHM_REGISTRATIONS,
  ENFORCEMENT,
  FEATURE_SUSPENSIONS,
  INCIDENTS,
  OBLIGATIONS,
  SERVICE_FILINGS,
  SOURCES,
} from './register-datasets.js';
import { STATUS_CHANGES } from './status-changes.js';
import { STATUS_HISTORY } from './status-history.js';
import { COMPANIES, SYSTEMS } from './totalled-datasets.js';
import { WATERMARKING } from './watermarking.js';

/** Every dataset. A new one is its own declaration and a line here. */
const LIST = [
  COMPANY_STATUS,
  COMPANIES,
  SYSTEMS,
  ALGORITHM_REGISTRATIONS,
  FEATURE_SUSPENSIONS,
  WATERMARKING,
  DEADLINES,
  ENFORCEMENT,
  INCIDENTS,
  SERVICE_FILINGS,
  OBLIGATIONS,
  SOURCES,
  STATUS_HISTORY,
  EVENTS,
  STATUS_CHANGES,
] as const;

export type DatasetName = (typeof LIST)[number]['name'];

export const DATASETS: readonly Dataset<DatasetName>[] = LIST;

const BY_NAME: ReadonlyMap<string, Dataset<DatasetName>> = new Map(
  LIST.map((dataset) => [dataset.name, dataset]),
);

export function datasetNamed(name: string): Dataset<DatasetName> | undefined {
  return BY_NAME.get(name);
}
