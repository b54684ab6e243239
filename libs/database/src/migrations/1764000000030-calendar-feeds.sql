-- A calendar that is read without a key: whoever knows its address may read it, until it is
-- revoked. The secret of the address is shown once and never stored.
create table access.calendar_feed (
  id text not null,
  secret_hash bytea not null,
  company text,
  "within" text not null,
  kind text,
  status text,
  language text not null,
  created_at timestamptz not null default now(),
  created_by text not null,
  last_used_at timestamptz,
  revoked_at timestamptz,
  constraint calendar_feed_id primary key (id),
  constraint calendar_feed_form check (id ~ '^[a-f0-9]{12}$'),
  constraint calendar_feed_hash check (octet_length(secret_hash) = 32)
);

grant select, insert, update (last_used_at, revoked_at) on access.calendar_feed to edict_app;
