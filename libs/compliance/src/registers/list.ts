import { ALGORITHM_REGISTRATIONS } from './algorithm-registrations.js';
import { CLAIMS } from './claims.js';
import { COMPANIES } from './companies.js';
import { DUTIES } from './duties.js';
import { ENFORCEMENT } from './enforcement.js';
import { FEATURE_SUSPENSIONS } from './feature-suspensions.js';
import { INCIDENTS } from './incidents.js';
import { INSTRUMENTS } from './instruments.js';
import { MEASURES } from './measures.js';
import { OBLIGATIONS } from './obligations.js';
import type { Fields, Register } from './register.js';
import { SERVICE_FILINGS } from './service-filings.js';
import { SOURCES } from './sources.js';
import { SYSTEMS } from './systems.js';
import { TERMS } from './terms.js';
import { WAIVERS } from './waivers.js';

/** Every register. A new one is its own file and a line here. */
const LIST = [
  COMPANIES,
  SYSTEMS,
  FEATURE_SUSPENSIONS,
  ALGORITHM_REGISTRATIONS,
  ENFORCEMENT,
  INCIDENTS,
  CLAIMS,
  INSTRUMENTS,
  OBLIGATIONS,
  SOURCES,
  SERVICE_FILINGS,
  MEASURES,
  DUTIES,
  WAIVERS,
  TERMS,
] as const;

type Listed = (typeof LIST)[number];
export type RegisterName = Listed['name'];

/** What each register's rows are. */
export type RegisterRows = {
  readonly [Name in RegisterName]: Fields<
    InstanceType<Extract<Listed, { readonly name: Name }>['row']>
  >;
};

export const REGISTERS: readonly Register[] = LIST;

const BY_NAME: ReadonlyMap<string, Register> = new Map(LIST.map((one) => [one.name, one]));

export function registerNamed(name: RegisterName): Register {
  const register = BY_NAME.get(name);
  if (register === undefined) throw new Error(`There is no register ${name}.`);
  return register;
}
