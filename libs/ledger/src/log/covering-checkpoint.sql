select origin, size, root, note
from ledger.checkpoint
where size >= $1::bigint
  and origin = (select origin from ledger.checkpoint order by id desc limit 1)
order by size
limit 1
