-- A browser is let in by a link that is good once and for minutes, and has a session from then on.
-- Both act for the key that they were made with. Their secrets carry 256 random bits and are not
-- stored.
create table access.sign_in_link (
  id text not null,
  secret_hash bytea not null,
  key_id text not null,
  expires_at timestamptz not null,
  constraint sign_in_link_id primary key (id),
  constraint sign_in_link_form check (id ~ '^[a-f0-9]{12}$'),
  constraint sign_in_link_hash check (octet_length(secret_hash) = 32)
);

create table access.session (
  id text not null,
  secret_hash bytea not null,
  key_id text not null,
  created_at timestamptz not null default now(),
  used_at timestamptz not null default now(),
  ends_at timestamptz not null,
  constraint session_id primary key (id),
  constraint session_form check (id ~ '^[a-f0-9]{12}$'),
  constraint session_hash check (octet_length(secret_hash) = 32)
);

create index session_of_key on access.session (key_id);

grant select, insert, delete on access.sign_in_link to edict_app;
grant select, insert, update (used_at), delete on access.session to edict_app;

alter table access.access_log
  drop constraint access_log_action,
  add constraint access_log_action check (
    action in ('evidence-read', 'key-used', 'signed-in', 'authentication-failed')
  );
