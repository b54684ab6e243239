create schema access;

-- A key itself is shown once and never stored: it carries 256 random bits, so a plain hash does.
create table access.api_key (
  id text primary key check (id ~ '^[a-z0-9]{4,32}$'),
  secret_hash bytea not null check (octet_length(secret_hash) = 32),
  name text not null,
  created_at timestamptz not null default now(),
  last_used_at timestamptz,
  revoked_at timestamptz
);

grant usage on schema access to edict_app;
grant select, insert, update (last_used_at, revoked_at) on access.api_key to edict_app;
