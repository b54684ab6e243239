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
  case when isfinite(time) then (extract(epoch from time) * 1000000)::bigint::text end as time,
  case
    when isfinite(recorded_time) then (extract(epoch from recorded_time) * 1000000)::bigint::text
  end as recorded_time
from ledger.event
where position > $1::bigint
  and position <= $2::bigint
order by position
limit $3::integer
