-- Who a key lets in: what it may be used for, when, and what it reaches. Keys from before had every
-- right that there was and keep it. No companies means all of them, no period any valid time.
alter table access.api_key
  add column roles text[] not null default '{admin,analyst,auditor}',
  add column companies text[],
  add column period_from timestamptz,
  add column period_to timestamptz,
  add column usable_from timestamptz,
  add column expires_at timestamptz,
  add column created_by text not null default 'edict',
  add constraint api_key_roles check (
    roles <@ '{reader,analyst,auditor,exporter,admin}' and cardinality(roles) > 0
  ),
  add constraint api_key_companies check (cardinality(companies) > 0),
  add constraint api_key_period check (period_from < period_to),
  add constraint api_key_life check (usable_from < expires_at);

alter table access.api_key
  alter column roles drop default,
  alter column created_by drop default;
