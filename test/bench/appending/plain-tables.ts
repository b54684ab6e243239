/** The table of events as it is, indexes and hash included, without what refuses changes. */
export const PLAIN_TABLES: readonly string[] = [
  'create schema if not exists plain',
  'create sequence if not exists plain.position cache 32',
  'create table if not exists plain.event (like ledger.event including all)',
  'create table if not exists plain.bare (position bigint primary key, bytes bytea not null)',
];
