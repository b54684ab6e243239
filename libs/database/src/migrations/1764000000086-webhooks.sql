create schema webhooks;

-- Who is told of what. `companies` is what whoever made it may see, absent where that is everything:
-- nothing else is ever told. A webhook has been told of all changes of statuses up to the place
-- (position, at, subject, obligation), and of all deadlines that had come near by `near_at`. Whoever
-- tells it holds a claim, whose number only grows, so that one who was taken for dead cannot end what
-- another does.
create table webhooks.webhook (
  id text not null,
  name text,
  url text not null,
  events text[] not null,
  filters jsonb not null,
  lead_days integer[] not null,
  companies text[],
  enabled boolean not null,
  disabled_at timestamptz,
  disabled_because text,
  disabled_detail text,
  revision integer not null default 1,
  made_at timestamptz not null default now(),
  made_by text not null,
  changed_at timestamptz not null default now(),
  changed_by text not null,
  position bigint not null,
  at timestamptz not null default now(),
  subject text not null default '~',
  obligation text not null default '',
  near_at timestamptz not null default now(),
  near_position bigint not null,
  last_sequence bigint not null default 0,
  failures integer not null default 0,
  failing_since timestamptz,
  next_at timestamptz not null default now(),
  claim bigint not null default 0,
  claimed_until timestamptz,
  constraint webhook_id primary key (id),
  constraint webhook_form check (id ~ '^[0-9a-f]{12}$'),
  constraint webhook_events check (
    events <@ '{status.changed,deadline.approaching}' and cardinality(events) > 0
  ),
  constraint webhook_companies check (cardinality(companies) > 0),
  constraint webhook_disabled check (
    enabled = (disabled_at is null) and enabled = (disabled_because is null)
  ),
  constraint webhook_disabled_because check (
    disabled_because in ('switched-off', 'gone', 'failing', 'not-authorised')
  )
);

-- What webhooks are signed with: the newest, and for as long as it is said those before it. The API
-- makes them, shows each once and cannot read them back; the worker signs with them.
create table webhooks.secret (
  webhook text not null,
  made_at timestamptz not null default clock_timestamp(),
  secret bytea not null,
  ends_at timestamptz,
  constraint secret_of primary key (webhook, made_at),
  constraint secret_webhook foreign key (webhook) references webhooks.webhook (id) on delete cascade,
  constraint secret_length check (octet_length(secret) = 32)
);

-- What a webhook is told, in this order; what stands aside (a test, or something told again) is told
-- as soon as it is asked for. The body is made once, so that it is the same whenever it is told.
create table webhooks.message (
  webhook text not null,
  sequence bigint not null,
  id text not null,
  type text not null,
  position bigint,
  body text not null,
  made_at timestamptz not null default clock_timestamp(),
  state text not null default 'pending',
  aside boolean not null default false,
  attempt integer not null default 0,
  failures integer not null default 0,
  next_at timestamptz not null default clock_timestamp(),
  done_at timestamptz,
  constraint message_place primary key (webhook, sequence),
  constraint message_once unique (webhook, id),
  constraint message_webhook foreign key (webhook) references webhooks.webhook (id) on delete cascade,
  constraint message_type check (
    type in ('status.changed', 'deadline.approaching', 'webhook.test')
  ),
  constraint message_state check (state in ('pending', 'delivered', 'failed', 'skipped')),
  constraint message_done check ((state = 'pending') = (done_at is null))
);

create index message_pending on webhooks.message (webhook, sequence) where state = 'pending';
create index message_done_at on webhooks.message (done_at) where done_at is not null;

-- Each call, written down before it is made: one without an end was cut short.
create table webhooks.attempt (
  webhook text not null,
  sequence bigint not null,
  attempt integer not null,
  began_at timestamptz not null default clock_timestamp(),
  ended_at timestamptz,
  status integer,
  error text,
  constraint attempt_number primary key (webhook, sequence, attempt),
  constraint attempt_of foreign key (webhook, sequence)
    references webhooks.message (webhook, sequence) on delete cascade
);

-- Subjects whose events the statuses have left out, from a position on: what those changed is told
-- once it is known.
create table webhooks.left_out (
  subject text not null,
  position bigint not null,
  constraint left_out_subject primary key (subject)
);

alter table webhooks.webhook enable row level security;
alter table webhooks.secret enable row level security;
alter table webhooks.message enable row level security;
alter table webhooks.attempt enable row level security;

create policy whole on webhooks.webhook
  to edict_app, edict_worker using (true) with check (true);
create policy whole on webhooks.secret
  to edict_app, edict_worker using (true) with check (true);
create policy whole on webhooks.message
  to edict_app, edict_worker using (true) with check (true);
create policy whole on webhooks.attempt
  to edict_app, edict_worker using (true) with check (true);

-- Whoever may see some companies has the webhooks that tell of none but these.
create policy in_reach on webhooks.webhook to edict_scoped
  using (companies <@ (select access.reach())::text[])
  with check (companies <@ (select access.reach())::text[]);
create policy in_reach on webhooks.secret to edict_scoped
  using (exists (select from webhooks.webhook where webhook.id = secret.webhook));
create policy in_reach on webhooks.message to edict_scoped
  using (exists (select from webhooks.webhook where webhook.id = message.webhook));
create policy in_reach on webhooks.attempt to edict_scoped
  using (exists (select from webhooks.webhook where webhook.id = attempt.webhook));

grant usage on schema webhooks to edict_app, edict_worker, edict_scoped;
-- What a webhook may tell of is decided when it is made, and never widened.
grant select, insert, delete, update (
  name, url, events, filters, lead_days, enabled, disabled_at, disabled_because, disabled_detail,
  revision, changed_at, changed_by, position, at, subject, obligation, near_at, near_position,
  last_sequence, failures, failing_since, next_at
) on webhooks.webhook to edict_app, edict_scoped;
grant insert, select (webhook, made_at, ends_at), update (ends_at) on webhooks.secret
  to edict_app, edict_scoped;
grant select, insert, update (state, aside, failures, next_at, done_at) on webhooks.message
  to edict_app, edict_scoped;
grant select on webhooks.attempt to edict_app, edict_scoped;
grant select, update (
  enabled, disabled_at, disabled_because, disabled_detail, position, at, subject, obligation,
  near_at, near_position, last_sequence, failures, failing_since, next_at, claim, claimed_until
) on webhooks.webhook to edict_worker;
grant select, delete on webhooks.secret to edict_worker;
grant select, insert, delete, update (state, attempt, failures, next_at, done_at)
  on webhooks.message to edict_worker;
grant select, insert, update (ended_at, status, error) on webhooks.attempt to edict_worker;
grant select, insert, delete on webhooks.left_out to edict_worker;
