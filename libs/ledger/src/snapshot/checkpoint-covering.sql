select origin, size, root, note
from ledger.checkpoint
where origin = (
  select latest.origin
  from ledger.checkpoint latest
  order by latest.id desc
  limit 1
)
  and size >= $1::bigint
order by size
limit 1
