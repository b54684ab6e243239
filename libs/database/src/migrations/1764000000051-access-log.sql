-- Who read evidence, who used a key, who was turned away. Only ever added to: neither the API nor
-- the worker may change or remove a line.
create table access.access_log (
  id bigint generated always as identity,
  at timestamptz not null default clock_timestamp(),
  action text not null,
  actor text,
  company text,
  resource text not null,
  address text not null,
  constraint access_log_id primary key (id),
  constraint access_log_action check (action in ('evidence-read', 'key-used', 'authentication-failed'))
);

create index access_log_by_company on access.access_log (company, id) where company is not null;
create index access_log_by_address on access.access_log (address, at) where action = 'authentication-failed';

grant select, insert on access.access_log to edict_app;
