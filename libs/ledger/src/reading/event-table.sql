select
  '1.0' as specversion,
  event.position,
  event.sequence,
  leaf.recordedtime,
  event.id,
  event.source,
  event.type,
  event.subject,
  leaf."time",
  'application/json' as datacontenttype,
  leaf.dataschema,
  event.actor,
  nullif(leaf.correlationid, '') as correlationid,
  nullif(leaf.causationid, '') as causationid,
  nullif(leaf.traceparent, '') as traceparent,
  leaf.data::text as data
from ledger.event
cross join lateral json_to_record(convert_from(event.bytes, 'UTF8')::json) as leaf (
  recordedtime text, "time" text, dataschema text, correlationid text, causationid text,
  traceparent text, data json
)
where event.position > $1::bigint
  and event.position < $2::bigint
  and (
    event.type = any ($3::text[])
    or event.type like any ($4::text[])
    or ($3::text[] is null and $4::text[] is null)
  )
  and ($5::text[] is null or event.subject = any ($5::text[]))
  and ($6::timestamptz is null or event.time >= $6::timestamptz)
  and ($7::timestamptz is null or event.time < $7::timestamptz)
