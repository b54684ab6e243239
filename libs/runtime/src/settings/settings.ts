import {
  anyText,
  host,
  issuerUrl,
  oneOf,
  outboundList,
  postgresUrl,
  publicOrigin,
  timeZone,
  secretAscii,
  wholeNumber,
} from './setting.js';
import type { Setting } from './setting.js';

export const ADMIN_KEY_CHARACTERS_MIN = 16;
export const ADMIN_KEY_CHARACTERS_MAX = 512;
export const PORT_MAX = 65_535;

export const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];
export const SEEDS = ['shipped', 'none'] as const;
export type Seed = (typeof SEEDS)[number];

export const PORT: Setting<number> = {
  name: 'EDICT_PORT',
  default: '3000',
  meaning: 'Port that the API listens on (0 takes a free one).',
  allowed: `a whole number from 0 to ${PORT_MAX}`,
  parse: wholeNumber(0, PORT_MAX),
};

export const HOST: Setting<string> = {
  name: 'EDICT_HOST',
  default: '127.0.0.1',
  meaning: 'Address that the API listens on.',
  allowed: 'a host name or an IP address, e.g. 127.0.0.1 or 0.0.0.0',
  parse: host,
};

export const DATA_DIR: Setting<string> = {
  name: 'EDICT_DATA_DIR',
  default: '.edict',
  meaning:
    'Folder of the embedded PostgreSQL, and of the keys that sign checkpoints and seal names.',
  allowed: 'the path of a folder',
  parse: anyText,
};

export const DATABASE_URL: Setting<string> = {
  name: 'EDICT_DATABASE_URL',
  meaning: 'PostgreSQL 15 or newer to use in place of the embedded one.',
  allowed: 'a URL like postgres://user:password@host:5432/database',
  secret: true,
  parse: postgresUrl,
};

export const READ_DATABASE_URL: Setting<string> = {
  name: 'EDICT_READ_DATABASE_URL',
  meaning: 'A streaming replica, one server, that answers what reads the views and events.',
  allowed: 'a URL like postgres://user:password@host:5432/database',
  secret: true,
  parse: postgresUrl,
};

export const ADMIN_KEY: Setting<string> = {
  name: 'EDICT_ADMIN_KEY',
  meaning: 'Key that may do everything; without it one is made at the first start and shown once.',
  allowed: `${ADMIN_KEY_CHARACTERS_MIN} to ${ADMIN_KEY_CHARACTERS_MAX} ASCII characters without blanks, and no stand-in such as change-me`,
  secret: true,
  parse: secretAscii(ADMIN_KEY_CHARACTERS_MIN, ADMIN_KEY_CHARACTERS_MAX),
};

export const PUBLIC_URL: Setting<string> = {
  name: 'EDICT_PUBLIC_URL',
  meaning:
    'Where browsers reach Edict, for links that it makes and for the cookies of its sessions; set ' +
    'it behind a proxy.',
  allowed: 'an https URL without a path, or an http one of this machine',
  parse: publicOrigin,
};

export const OIDC_ISSUER: Setting<string> = {
  name: 'EDICT_OIDC_ISSUER',
  meaning: 'OpenID provider whose access tokens let people in beside keys; needs an audience.',
  allowed: 'an https URL, or an http one of this machine, as the provider calls itself',
  parse: issuerUrl,
};

export const OIDC_AUDIENCE: Setting<string> = {
  name: 'EDICT_OIDC_AUDIENCE',
  meaning: 'What access tokens must be meant for (aud) to let anybody in here.',
  allowed: 'a text, best a URL of this server',
  parse: anyText,
};

export const SEED: Setting<Seed> = {
  name: 'EDICT_SEED',
  default: 'shipped',
  meaning: 'Which facts a start records: those that ship with Edict, or none.',
  allowed: SEEDS.join(' or '),
  parse: oneOf(SEEDS),
};

export const TIME_ZONE: Setting<string> = {
  name: 'EDICT_TIME_ZONE',
  default: 'Asia/Shanghai',
  meaning: 'Time zone in which a bare date is read.',
  allowed: 'an IANA time zone, e.g. Asia/Shanghai or UTC',
  parse: timeZone,
};

export const EXPORT_DIR: Setting<string> = {
  name: 'EDICT_EXPORT_DIR',
  meaning:
    'Folder that exports are kept in and delivered below; without it, exports/ in the data dir. ' +
    'API and worker need the same one.',
  allowed: 'the path of a folder',
  parse: anyText,
};

export const OUTBOUND_ALLOW: Setting<string> = {
  name: 'EDICT_OUTBOUND_ALLOW',
  meaning:
    'What webhooks and buckets may be: host names, *.domain or * for any (https, public addresses ' +
    'only); networks like 10.1.0.0/16 (http and private addresses too). Without it, nothing.',
  allowed: 'a list with commas of host names, *.domain, * and networks in CIDR form',
  parse: outboundList,
};

export const SIGNING_KEY: Setting<string> = {
  name: 'EDICT_SIGNING_KEY',
  meaning:
    'Key that signs checkpoints; without it one is made in the data dir. Of the worker only.',
  allowed: 'the path of a file with a signer key, or the key itself: PRIVATE+KEY+...',
  secret: true,
  parse: anyText,
};

export const PERSONAL_KEY: Setting<string> = {
  name: 'EDICT_PERSONAL_KEY',
  meaning:
    'Key under which personal values are sealed; without it one is made in the data dir. Of the API.',
  allowed: 'the path of a file with a key, or the key itself: edict-personal-key:...',
  secret: true,
  parse: anyText,
};

export const ORIGIN: Setting<string> = {
  name: 'EDICT_ORIGIN',
  meaning: 'Name of the ledger in checkpoints; without it the key that is made has one of its own.',
  allowed: 'a name without blanks and plus, best a URL without scheme: edict.example.org/ledger',
  parse: (text) => (/^[^\s+]+$/.test(text) ? text : undefined),
};

export const ANCHOR_DIR: Setting<string> = {
  name: 'EDICT_ANCHOR_DIR',
  meaning: 'Folder, best on another machine, that the worker writes checkpoints to.',
  allowed: 'the path of a folder',
  parse: anyText,
};

const REQUESTS_PER_MINUTE_MAX = 1_000_000;

export const KEY_REQUESTS_PER_MINUTE: Setting<number> = {
  name: 'EDICT_KEY_REQUESTS_PER_MINUTE',
  meaning: 'Requests that a key may send in a minute, over all processes; without it any number.',
  allowed: `a whole number from 1 to ${REQUESTS_PER_MINUTE_MAX}`,
  parse: wholeNumber(1, REQUESTS_PER_MINUTE_MAX),
};

export const ADDRESS_REQUESTS_PER_MINUTE: Setting<number> = {
  name: 'EDICT_ADDRESS_REQUESTS_PER_MINUTE',
  meaning: 'Requests that may come from an address in a minute, with a key or without one.',
  allowed: `a whole number from 1 to ${REQUESTS_PER_MINUTE_MAX}`,
  parse: wholeNumber(1, REQUESTS_PER_MINUTE_MAX),
};

export const LOG_LEVEL: Setting<LogLevel> = {
  name: 'EDICT_LOG_LEVEL',
  default: 'info',
  meaning: 'Least grave of what is logged.',
  allowed: LOG_LEVELS.join(', '),
  parse: oneOf(LOG_LEVELS),
};

/** Every setting there is, in the order in which they are shown. */
export const SETTINGS: readonly Setting<unknown>[] = [
  PORT,
  HOST,
  DATA_DIR,
  DATABASE_URL,
  READ_DATABASE_URL,
  ADMIN_KEY,
  PUBLIC_URL,
  OIDC_ISSUER,
  OIDC_AUDIENCE,
  SEED,
  TIME_ZONE,
  EXPORT_DIR,
  OUTBOUND_ALLOW,
  SIGNING_KEY,
  PERSONAL_KEY,
  ORIGIN,
  ANCHOR_DIR,
  KEY_REQUESTS_PER_MINUTE,
  ADDRESS_REQUESTS_PER_MINUTE,
  LOG_LEVEL,
];
