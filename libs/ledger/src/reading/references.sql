select
  event.position,
  event.type,
  convert_from(event.bytes, 'UTF8')::json ->> 'time' as time,
  convert_from(event.bytes, 'UTF8')::json ->> 'recordedtime' as recordedtime
from unnest($1::bigint[]) as asked (position)
join ledger.event on event.position = asked.position
