with signed as (
  insert into ledger.checkpoint (origin, size, previous, root, note)
  values ($1::text, $2::bigint, $3::bigint, $4::bytea, $5::text)
  returning size
)
select pg_notify('checkpoint', size::text) from signed
