create schema ledger;

-- `bytes` is what is hashed; every column after `leaf_hash` is derived from it, for queries only.
create table ledger.event (
  position bigint primary key check (position > 0),
  bytes bytea not null check (octet_length(bytes) between 2 and 65535),
  leaf_hash bytea not null generated always as (sha256('\x00'::bytea || bytes)) stored,
  source text not null,
  id text not null,
  type text not null,
  subject text not null,
  sequence bigint not null check (sequence > 0),
  time timestamptz not null,
  recorded_time timestamptz not null,
  actor text not null,
  constraint event_source_id unique (source, id),
  constraint event_subject_sequence unique (subject, sequence)
);

create index event_type_position on ledger.event (type, position);
create index event_recorded_time_position on ledger.event (recorded_time, position);

-- The last event's place. Whoever appends holds this row's lock from reading it to committing.
create table ledger.head (
  only_row boolean primary key default true check (only_row),
  position bigint not null,
  recorded_time timestamptz not null
) with (fillfactor = 10);

insert into ledger.head (position, recorded_time) values (0, '-infinity');

create table ledger.claim (
  name text primary key,
  holder text not null
);

create table ledger.projection (
  name text primary key,
  version integer not null,
  position bigint not null,
  updated_at timestamptz not null default now()
);

create table ledger.parked_subject (
  projection text not null references ledger.projection (name) on delete cascade,
  subject text not null,
  position bigint not null,
  error text not null,
  since timestamptz not null default now(),
  primary key (projection, subject)
);

create function ledger.refuse_change() returns trigger
  language plpgsql
  set search_path = ''
as $$
begin
  raise exception 'the ledger is append-only: % of recorded events is refused', lower(tg_op)
    using errcode = 'restrict_violation';
end
$$;

create trigger event_is_immutable
  before update or delete on ledger.event
  for each statement execute function ledger.refuse_change();

create trigger event_is_not_emptied
  before truncate on ledger.event
  for each statement execute function ledger.refuse_change();

alter table ledger.event enable always trigger event_is_immutable;
alter table ledger.event enable always trigger event_is_not_emptied;

grant usage on schema ledger to edict_app, edict_worker;
grant select, insert on ledger.event to edict_app;
grant select, update on ledger.head to edict_app;
grant select, insert, update, delete on ledger.claim to edict_app;
grant select on ledger.projection, ledger.parked_subject to edict_app;
grant select on ledger.event, ledger.head, ledger.claim to edict_worker;
grant select, insert, update, delete on ledger.projection, ledger.parked_subject to edict_worker;
