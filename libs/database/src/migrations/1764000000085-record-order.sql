-- Changes of statuses stand in record order, which is one for all: also for whoever sees the events
-- of some companies only. How many events there are is no secret.
create function ledger.position_before(instant timestamptz) returns bigint
  language sql
  stable
  parallel safe
  security definer
  set search_path = ''
as $$
  select event.position
  from ledger.event
  where event.recorded_time < instant
  order by event.recorded_time desc, event.position desc
  limit 1
$$;

revoke execute on function ledger.position_before(timestamptz) from public;
grant execute on function ledger.position_before(timestamptz)
  to edict_app, edict_worker, edict_scoped;
