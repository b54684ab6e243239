create schema exports;

-- What is exported, when, and whom it goes to. A revision is what the bytes depend on: a delta
-- follows only runs of its own. Nominal times up to `planned_until` have their runs or never will.
create table exports.definition (
  id text not null,
  name text not null,
  asked jsonb not null,
  schedule jsonb,
  deliveries jsonb not null,
  missed_runs text not null,
  grace_minutes integer not null,
  keep_runs integer,
  keep_days integer,
  enabled boolean not null,
  revision integer not null default 1,
  made_at timestamptz not null default now(),
  made_by text not null,
  changed_at timestamptz not null default now(),
  changed_by text not null,
  scheduled_from timestamptz not null default date_trunc('milliseconds', clock_timestamp()),
  planned_until timestamptz not null default date_trunc('milliseconds', clock_timestamp()),
  deleted_at timestamptz,
  constraint definition_id primary key (id),
  constraint definition_form check (id ~ '^[0-9a-f]{12}$'),
  constraint definition_missed_runs check (missed_runs in ('all', 'latest', 'skip')),
  constraint definition_grace check (grace_minutes > 0),
  constraint definition_keeps check (keep_runs > 0 and keep_days > 0)
);

-- What webhooks of a definition are signed with. The API makes it, shows it once and cannot read it
-- back; the worker signs with it.
create table exports.webhook_secret (
  definition text not null,
  secret bytea not null,
  constraint webhook_secret_definition primary key (definition),
  constraint webhook_secret_of foreign key (definition) references exports.definition (id),
  constraint webhook_secret_length check (octet_length(secret) = 32)
);

-- A process that works on runs. It holds the advisory lock of its id as long as it lives and notes
-- every few seconds that it does.
create table exports.worker (
  id integer generated always as identity,
  started_at timestamptz not null default now(),
  seen_at timestamptz not null default now(),
  constraint worker_id primary key (id)
);

-- There is one run for each nominal time. What it is as of is fixed when it begins and never changes:
-- the nominal time, and the last position that was recorded by then. An attempt's number only grows,
-- so whoever was taken for dead cannot end what another has taken up; `failures` count since somebody
-- last asked for the run.
create table exports.run (
  id text not null,
  definition text not null,
  nominal_time timestamptz not null,
  asked jsonb not null,
  revision integer not null,
  asked_by text not null,
  state text not null default 'claimed',
  attempt integer not null default 0,
  failures integer not null default 0,
  position bigint,
  previous text,
  planned_at timestamptz not null default now(),
  started_at timestamptz,
  finished_at timestamptz,
  files jsonb,
  rows bigint,
  manifest_sha256 text,
  removed_at timestamptz,
  problem jsonb,
  worker integer,
  job uuid,
  constraint run_id primary key (id),
  constraint run_form check (id ~ '^[0-9a-f]{20}$'),
  constraint run_once unique (definition, nominal_time),
  constraint run_definition foreign key (definition) references exports.definition (id),
  constraint run_previous foreign key (previous) references exports.run (id),
  constraint run_state check (state in ('claimed', 'written', 'delivered', 'done', 'failed')),
  constraint run_attempt check (attempt >= 0),
  constraint run_written check (state in ('claimed', 'failed') or manifest_sha256 is not null),
  constraint run_files check ((files is null) = (manifest_sha256 is null))
);

create index run_unfinished on exports.run (definition, nominal_time)
  where state in ('claimed', 'written', 'delivered');
create index run_kept on exports.run (definition, nominal_time)
  where files is not null and removed_at is null;

create table exports.target (
  run text not null,
  place smallint not null,
  kind text not null,
  delivery jsonb not null,
  state text not null default 'pending',
  attempt integer not null default 0,
  failures integer not null default 0,
  error text,
  delivered_at timestamptz,
  worker integer,
  job uuid,
  constraint target_place primary key (run, place),
  constraint target_run foreign key (run) references exports.run (id),
  constraint target_kind check (kind in ('folder', 's3', 'webhook')),
  constraint target_state check (state in ('pending', 'delivered', 'failed'))
);

create index target_pending on exports.target (run) where state = 'pending';

create function exports.lives(worker integer) returns boolean
  language sql stable
  set search_path = ''
as $$
  select exists (
    select from exports.worker w
    where w.id = worker
      and w.seen_at > clock_timestamp() - interval '30 seconds'
      and exists (
        select from pg_catalog.pg_locks l
        where l.locktype = 'advisory' and l.classid = 72110010 and l.objid = w.id::bigint::oid
          and l.objsubid = 2 and l.granted
          and l.database = (
            select d.oid from pg_catalog.pg_database d where d.datname = current_database()
          )
      )
  )
$$;

grant usage on schema exports to edict_app, edict_worker;
grant select, insert, update on exports.definition to edict_app;
grant select, update (planned_until) on exports.definition to edict_worker;
grant insert, select (definition) on exports.webhook_secret to edict_app;
grant select on exports.webhook_secret to edict_worker;
grant select, insert, update on exports.run, exports.target to edict_app, edict_worker;
grant select, insert, update, delete on exports.worker to edict_worker;
-- The checkpoints that runs look at, and the lock that ends what is being recorded: it
-- needs the right to update some column, and this one cannot change.
grant select on ledger.checkpoint to edict_worker;
grant update (only_row) on ledger.head to edict_worker;
