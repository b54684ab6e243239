with adopted as (
  insert into ledger.projection (name, version, position)
  select name, version, $3::bigint from unnest($1::text[], $2::integer[]) as one (name, version)
  on conflict (name) do update
  set version = excluded.version, position = excluded.position, updated_at = now()
  returning name, position
), unparked as (
  delete from ledger.parked_subject where projection = any ($1::text[])
)
select pg_notify('projection', name || ' ' || position) from adopted
