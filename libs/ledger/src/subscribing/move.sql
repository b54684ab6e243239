with moved as (
  update ledger.projection
  set position = $4, updated_at = now()
  where name = $1 and version = $2 and position = $3
  returning name, position
)
select pg_notify('projection', name || ' ' || position) from moved
