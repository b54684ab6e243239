create schema personal;

-- The keys of the persons whom events name, each wrapped under a key that is not in the database.
-- `person` is an HMAC of the name under a key that is not in the database either.
create table personal.person_key (
  id uuid not null,
  person bytea not null,
  wrapped bytea not null,
  constraint person_key_id primary key (id),
  constraint person_key_person check (octet_length(person) = 32)
);

create index person_key_by_person on personal.person_key (person);

-- The values that leaves only commit to, each sealed together with its salt under its person's key.
create table personal.value (
  commitment bytea not null,
  position bigint not null,
  field text not null,
  person_key uuid not null,
  sealed bytea not null,
  constraint value_commitment primary key (commitment),
  constraint value_place unique (position, field),
  constraint value_key foreign key (person_key) references personal.person_key (id),
  constraint value_commitment_length check (octet_length(commitment) = 32)
);

create index value_by_key on personal.value (person_key);

-- Tells the key outside the database from others, and nothing else of it.
create table personal.wrapping_key (
  only_row boolean not null default true check (only_row),
  fingerprint bytea not null,
  constraint wrapping_key_only_row primary key (only_row)
);

-- Who asked for what to be erased, and who approved. It never has the value. A request names the
-- place of an event and its fields, or a person, who is forgotten here too once it is done.
create table personal.erasure (
  id uuid not null,
  position bigint,
  fields text[],
  person bytea,
  reason text not null,
  requested_by text not null,
  requested_at timestamptz not null default clock_timestamp(),
  approved_by text,
  approved_at timestamptz,
  erased_values integer,
  constraint erasure_id primary key (id),
  constraint erasure_is_of_an_event_or_a_person check (
    (position is null) = (fields is null)
    and (approved_at is not null or (position is null) <> (person is null))
  ),
  constraint erasure_is_approved_whole check (
    (approved_by is null) = (approved_at is null) and (approved_by is null) = (erased_values is null)
  ),
  constraint erasure_has_two_pairs_of_eyes check (approved_by <> requested_by)
);

create index erasure_requested_at on personal.erasure (requested_at);

-- The values that the ledger says were erased: only Edict writes to the streams below `log/`.
create view personal.erased_place as
select
  event.position as erased_at,
  event.recorded_time,
  (said.data ->> 'erasure')::uuid as erasure,
  said.data ->> 'approvedBy' as approved_by,
  (place ->> 'position')::bigint as position,
  field
from ledger.event
cross join lateral (select convert_from(event.bytes, 'UTF8')::jsonb -> 'data' as data) as said
cross join lateral jsonb_array_elements(said.data -> 'events') as place
cross join lateral jsonb_array_elements_text(place -> 'fields') as field
where event.type = 'data.erased' and event.subject = 'log/erasures';

-- Destroys what the ledger says was erased, and nothing else: nobody but the owner of the database
-- can delete a value, its salt or its key in another way. Returns how many values it destroyed.
create function personal.destroy_erased() returns integer
  language plpgsql
  security definer
  set search_path = ''
as $$
declare
  destroyed integer;
  keys uuid[];
begin
  if not exists (
    select
    from personal.erased_place as place
    where exists (
        select from personal.value
        where value.position = place.position and value.field = place.field
      )
      or exists (
        select from personal.erasure
        where erasure.id = place.erasure and erasure.approved_at is null
      )
  ) then
    return 0;
  end if;
  -- Whoever appends meanwhile may be about to use a key that goes; after the lock it finds out.
  perform from ledger.head where only_row for update;
  with gone as (
    delete from personal.value
    using personal.erased_place as place
    where value.position = place.position and value.field = place.field
    returning value.person_key
  )
  select count(*), array_agg(distinct person_key) into destroyed, keys from gone;
  delete from personal.person_key
  where id = any (keys)
    and not exists (select from personal.value where value.person_key = person_key.id);
  update personal.erasure
  set
    person = null,
    approved_by = named.approved_by,
    approved_at = named.recorded_time,
    erased_values = named.places
  from (
    select
      place.erasure, min(place.approved_by) as approved_by,
      min(place.recorded_time) as recorded_time, count(*) as places
    from personal.erased_place as place
    group by place.erasure
  ) as named
  where erasure.id = named.erasure and erasure.approved_at is null;
  return destroyed;
end
$$;

revoke execute on function personal.destroy_erased() from public;

grant usage on schema personal to edict_app, edict_worker;
grant select, insert on personal.person_key, personal.value, personal.wrapping_key to edict_app;
grant select on personal.erased_place, personal.erasure to edict_app;
grant insert (id, position, fields, person, reason, requested_by) on personal.erasure to edict_app;
grant execute on function personal.destroy_erased() to edict_app, edict_worker;
