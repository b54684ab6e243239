select
  head.position,
  to_char(
    greatest(head.recorded_time, date_trunc('milliseconds', clock_timestamp())) at time zone 'UTC',
    'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'
  ) as recordedtime,
  (
    select json_agg(json_build_array(encode(event.leaf_hash, 'hex'), convert_from(event.bytes, 'UTF8')))
    from unnest($1::text[], $2::text[]) as asked (source, id)
    cross join lateral (
      select recorded.bytes, recorded.leaf_hash
      from ledger.event recorded
      where recorded.source = asked.source and recorded.id = asked.id
      limit 1
    ) event
  )::text as events,
  (
    select json_agg(json_build_array(asked.subject, newest.sequence))
    from unnest($3::text[]) as asked (subject)
    cross join lateral (
      select event.sequence
      from ledger.event
      where event.subject = asked.subject
      order by event.sequence desc
      limit 1
    ) newest
  )::text as sequences,
  (
    select json_agg(json_build_array(claim.name, claim.holder))
    from ledger.claim
    where claim.name = any($4::text[])
  )::text as holders
from ledger.head
where head.only_row
