with cleared as (
  delete from ledger.parked_subject where projection = $1
)
update ledger.projection set version = $2, position = 0, updated_at = now() where name = $1
