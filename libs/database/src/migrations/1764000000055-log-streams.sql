do $$
begin
  if not exists (select from pg_roles where rolname = 'edict_log') then
    begin
      create role edict_log nologin;
    exception
      when duplicate_object or unique_violation then null;
    end;
  end if;
  if not exists (select from pg_roles where rolname = current_user and rolsuper) then
    execute format('grant edict_log to %I', current_user);
  end if;
end
$$;

create function ledger.refuse_other_stream() returns trigger
  language plpgsql
  set search_path = ''
as $$
begin
  raise exception 'edict_log records to the streams of Edict itself, not to %', new.subject
    using errcode = 'insufficient_privilege';
end
$$;

-- What Edict says of its own ledger is recorded with no right to record anything else.
create trigger event_of_log_is_of_edict
  before insert on ledger.event
  for each row
  when (current_user = 'edict_log' and (new.subject not like 'log/%' or new.actor <> 'edict'))
  execute function ledger.refuse_other_stream();

alter table ledger.event enable always trigger event_of_log_is_of_edict;

grant usage on schema ledger to edict_log;
grant select, insert on ledger.event to edict_log;
grant select, update on ledger.head to edict_log;
grant select on ledger.claim to edict_log;
