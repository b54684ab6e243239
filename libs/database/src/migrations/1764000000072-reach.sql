do $$
begin
  if not exists (select from pg_roles where rolname = 'edict_scoped') then
    begin
      create role edict_scoped nologin;
    exception
      when duplicate_object or unique_violation then null;
    end;
  end if;
  if not exists (select from pg_roles where rolname = current_user and rolsuper) then
    execute format('grant edict_scoped to %I', current_user);
  end if;
end
$$;

-- The ids of the companies that a request may see; none where the session names none.
create function access.reach() returns text[]
  language sql
  stable
  parallel safe
  set search_path = ''
as $$
  select string_to_array(nullif(current_setting('edict.reach', true), ''), ',')
$$;

-- The streams that ever belonged to them. By name and not prepared, for the views are rebuilt
-- beside the live ones and renamed into their place.
create function access.streams_in_reach() returns setof text
  language plpgsql
  stable
  parallel safe
  set search_path = ''
as $$
begin
  return query execute
    'select distinct subject from compliance.register_row where company = any ($1)'
    using access.reach();
end
$$;

-- What concerns no company: rules, calendars, words, and the sources of what is known.
create function access.is_of_everyone(subject text) returns boolean
  language sql
  immutable
  parallel safe
as $$
  select split_part(subject, '/', 1) in ('instruments', 'calendars', 'terms', 'sources')
$$;

alter table ledger.event enable row level security;
alter table ledger.claim enable row level security;
alter table compliance.register_row enable row level security;
alter table compliance.event_words enable row level security;
alter table compliance.compliance_status enable row level security;
alter table compliance.duty_bearer enable row level security;
alter table compliance.history_source enable row level security;
alter table personal.value enable row level security;

-- Everybody else sees and does what grants and triggers say, as before.
create policy whole on ledger.event
  to edict_app, edict_worker, edict_signer, edict_log using (true) with check (true);
create policy whole on ledger.claim
  to edict_app, edict_worker, edict_log using (true) with check (true);
create policy whole on compliance.register_row
  to edict_app, edict_worker using (true) with check (true);
create policy whole on compliance.event_words
  to edict_app, edict_worker using (true) with check (true);
create policy whole on compliance.compliance_status
  to edict_app, edict_worker using (true) with check (true);
create policy whole on compliance.duty_bearer
  to edict_app, edict_worker using (true) with check (true);
create policy whole on compliance.history_source
  to edict_app, edict_worker using (true) with check (true);
create policy whole on personal.value
  to edict_app, edict_worker using (true) with check (true);

create policy in_reach on ledger.event for select to edict_scoped using (
  access.is_of_everyone(subject) or subject in (select access.streams_in_reach())
);
create policy in_reach on ledger.claim for select to edict_scoped using (
  holder in (select access.streams_in_reach())
);
create policy in_reach on compliance.register_row for select to edict_scoped using (
  company = any ((select access.reach())::text[])
  or (company is null and register in ('instruments', 'obligations', 'terms', 'sources'))
);
create policy in_reach on compliance.event_words for select to edict_scoped using (
  access.is_of_everyone(subject) or subject in (select access.streams_in_reach())
);
create policy in_reach on compliance.compliance_status for select to edict_scoped using (
  company = any ((select access.reach())::text[])
);
create policy in_reach on compliance.duty_bearer for select to edict_scoped using (
  company = any ((select access.reach())::text[])
);
create policy in_reach on compliance.history_source for select to edict_scoped using (
  subject in (select access.streams_in_reach())
);
create policy in_reach on personal.value for select to edict_scoped using (
  exists (select from ledger.event where event.position = value.position)
);

grant usage on schema ledger, compliance, personal, access to edict_scoped;
grant select on ledger.event, ledger.claim, ledger.head, ledger.projection, ledger.parked_subject
  to edict_scoped;
grant select on compliance.register_row, compliance.event_words, compliance.compliance_status,
  compliance.duty_bearer, compliance.history_source, compliance.rule_change to edict_scoped;
grant select on personal.value, personal.person_key, personal.wrapping_key to edict_scoped;
