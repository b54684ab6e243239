import { join } from 'node:path';
import { CannotRun } from '../failures/cannot-run.js';
import type { Setting } from './setting.js';
import * as settings from './settings.js';
import type { LogLevel, Seed } from './settings.js';

export interface Config {
  readonly port: number;
  readonly host: string;
  readonly dataDir: string;
  readonly databaseUrl?: string;
  /** A streaming replica of it. */
  readonly readDatabaseUrl?: string;
  readonly adminKey?: string;
  /** Where browsers reach the server; absent where that is where it listens. */
  readonly publicOrigin?: string;
  /** In production (NODE_ENV), whoever logs in to the database is no superuser. */
  readonly refuseSuperuser?: true;
  /** Whose access tokens let people in. */
  readonly oidc?: { readonly issuer: string; readonly audience: string };
  /** Seals personal values: its text, or the path of a file with it. */
  readonly personalKey?: string;
  /** Name of the ledger in checkpoints. */
  readonly origin?: string;
  /** Where checkpoints are kept beside the database. */
  readonly anchorDir?: string;
  /** Where exports are kept, and delivered below. */
  readonly exportDir: string;
  /** What webhooks and buckets may be, as it was written. */
  readonly outboundAllow?: string;
  readonly seed: Seed;
  readonly timeZone: string;
  readonly logLevel: LogLevel;
  /** Absent where there is no limit. */
  readonly keyRequestsPerMinute?: number;
  readonly addressRequestsPerMinute?: number;
}

export type Environment = Readonly<Record<string, string | undefined>>;

/** Settings that are wrong or unknown: one line each, naming the setting and what is allowed. */
export class InvalidSettings extends CannotRun {
  constructor(readonly problems: readonly string[]) {
    super(problems.join('\n'));
  }
}

/** Variables of the test harness, which no process of Edict reads. */
const OF_TESTS = 'EDICT_TEST_';

/**
 * The settings in the environment; an empty variable counts as unset.
 * @throws InvalidSettings naming all that is wrong at once
 */
export function loadConfig(environment: Environment): Config {
  const problems = [
    ...unknownNames(environment),
    ...wrongValues(environment),
    ...halfOfTwo(environment),
  ];
  if (problems.length > 0) throw new InvalidSettings(problems);
  const databaseUrl = read(settings.DATABASE_URL, environment);
  const readDatabaseUrl = read(settings.READ_DATABASE_URL, environment);
  const adminKey = read(settings.ADMIN_KEY, environment);
  const publicOrigin = read(settings.PUBLIC_URL, environment);
  const personalKey = read(settings.PERSONAL_KEY, environment);
  const origin = read(settings.ORIGIN, environment);
  const issuer = read(settings.OIDC_ISSUER, environment);
  const audience = read(settings.OIDC_AUDIENCE, environment);
  const anchorDir = read(settings.ANCHOR_DIR, environment);
  const keyRequestsPerMinute = read(settings.KEY_REQUESTS_PER_MINUTE, environment);
  const addressRequestsPerMinute = read(settings.ADDRESS_REQUESTS_PER_MINUTE, environment);
  const outboundAllow = read(settings.OUTBOUND_ALLOW, environment);
  const dataDir = required(settings.DATA_DIR, environment);
  return {
    port: required(settings.PORT, environment),
    host: required(settings.HOST, environment),
    dataDir,
    exportDir: read(settings.EXPORT_DIR, environment) ?? join(dataDir, 'exports'),
    seed: required(settings.SEED, environment),
    timeZone: required(settings.TIME_ZONE, environment),
    logLevel: required(settings.LOG_LEVEL, environment),
    ...(databaseUrl === undefined ? {} : { databaseUrl }),
    ...(environment['NODE_ENV'] === 'production' ? { refuseSuperuser: true } : {}),
    ...(readDatabaseUrl === undefined ? {} : { readDatabaseUrl }),
    ...(adminKey === undefined ? {} : { adminKey }),
    ...(publicOrigin === undefined ? {} : { publicOrigin }),
    ...(personalKey === undefined ? {} : { personalKey }),
    ...(issuer === undefined || audience === undefined ? {} : { oidc: { issuer, audience } }),
    ...(origin === undefined ? {} : { origin }),
    ...(anchorDir === undefined ? {} : { anchorDir }),
    ...(keyRequestsPerMinute === undefined ? {} : { keyRequestsPerMinute }),
    ...(addressRequestsPerMinute === undefined ? {} : { addressRequestsPerMinute }),
    ...(outboundAllow === undefined ? {} : { outboundAllow }),
  };
}

/** Apart from the others, for only the process that signs reads it. */
export function signingKeyOf(environment: Environment): string | undefined {
  return read(settings.SIGNING_KEY, environment);
}

/** What the environment says about a setting, or its default; undefined where neither does. */
export function textOf(
  setting: Setting<unknown>,
  environment: Environment,
): { readonly text: string; readonly given: boolean } | undefined {
  const given = environment[setting.name];
  if (given !== undefined && given !== '') return { text: given, given: true };
  return setting.default === undefined ? undefined : { text: setting.default, given: false };
}

function unknownNames(environment: Environment): readonly string[] {
  const known = new Set<string>(settings.SETTINGS.map((setting) => setting.name));
  return Object.keys(environment)
    .filter((name) => name.startsWith('EDICT_') && !name.startsWith(OF_TESTS) && !known.has(name))
    .map((name) => `${name} is not a setting of Edict; "edict config" lists them.`);
}

function wrongValues(environment: Environment): readonly string[] {
  return settings.SETTINGS.flatMap((setting) => {
    const found = textOf(setting, environment);
    if (found === undefined || setting.parse(found.text) !== undefined) return [];
    const value = setting.secret ? 'The value given' : JSON.stringify(found.text);
    return [`${setting.name} must be ${setting.allowed}. ${value} is not.`];
  });
}

/** A provider without an audience would let in whoever has a token of it for anything. */
function halfOfTwo(environment: Environment): readonly string[] {
  const { OIDC_ISSUER: issuer, OIDC_AUDIENCE: audience } = settings;
  const [given, ...more] = [issuer, audience].filter((setting) => textOf(setting, environment));
  const isAlone = given !== undefined && more.length === 0 && read(given, environment);
  return isAlone ? [`${issuer.name} and ${audience.name} must be set together.`] : [];
}

function read<Value>(setting: Setting<Value>, environment: Environment): Value | undefined {
  const found = textOf(setting, environment);
  return found && setting.parse(found.text);
}

function required<Value>(setting: Setting<Value>, environment: Environment): Value {
  const value = read(setting, environment);
  if (value === undefined) throw new InvalidSettings([`${setting.name} has no value.`]);
  return value;
}
