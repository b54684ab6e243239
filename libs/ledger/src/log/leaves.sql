select
  position,
  bytes,
  leaf_hash,
  source,
  id,
  type,
  subject,
  sequence,
  actor,
  time,
  recorded_time
from ledger.event
where position > $1::bigint
  and position <= $2::bigint
order by position
