select
  event.source,
  event.id,
  event.subject,
  event.sequence,
  to_char(event.recorded_time at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as recordedtime,
  encode(event.leaf_hash, 'hex') as "leafHash"
from ledger.event
where event.position > $1::bigint and event.position <= $2::bigint
order by event.position
