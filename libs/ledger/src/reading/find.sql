select
  event.source,
  event.id,
  event.subject,
  event.position,
  event.sequence,
  to_char(event.recorded_time at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as recordedtime,
  encode(event.leaf_hash, 'hex') as "leafHash",
  true as duplicate
from unnest($1::text[], $2::text[]) as asked (source, id)
join ledger.event on event.source = asked.source and event.id = asked.id
order by event.position
