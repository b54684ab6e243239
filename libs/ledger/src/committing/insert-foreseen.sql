with foreseen as materialized (
  select head.position, head.recorded_time
  from ledger.head
  where head.only_row and head.position = $1::bigint and head.recorded_time = $2::timestamptz
  for update
),
-- The clock is read when the lock is held: whoever holds the head then sees no time before its own.
place as materialized (
  select
    head.position,
    greatest(head.recorded_time, date_trunc('milliseconds', clock_timestamp())) as recorded_time
  from foreseen head
),
stamped as materialized (
  select
    place.position,
    place.recorded_time,
    to_char(place.recorded_time at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as recordedtime
  from place
),
recorded as (
  insert into ledger.event
    (position, bytes, source, id, type, subject, sequence, time, recorded_time, actor)
  select
    stamped.position + given.place,
    substring($3::bytea from given.first_byte for given.bytes_before)
      || convert_to(
        (stamped.position + given.place)::text || ',"recordedtime":"' || stamped.recordedtime
          || '","sequence":' || given.sequence::text,
        'UTF8'
      )
      || substring($3::bytea from given.first_byte + given.bytes_before for given.bytes_after),
    given.source,
    given.id,
    given.type,
    given.subject,
    given.sequence,
    given.time,
    stamped.recorded_time,
    given.actor
  from stamped
  cross join unnest(
    $4::integer[], $5::integer[], $6::integer[], $7::bigint[], $8::timestamptz[],
    $9::text[], $10::text[], $11::text[], $12::text[], $13::text[]
  ) with ordinality as given (
    first_byte, bytes_before, bytes_after, sequence, time, source, id, type, subject, actor, place
  )
  returning event.position, event.leaf_hash
),
moved as (
  update ledger.head
  set position = stamped.position + cardinality($4::integer[]), recorded_time = stamped.recorded_time
  from stamped
  where head.only_row
)
select
  stamped.recordedtime,
  (
    select encode(string_agg(recorded.leaf_hash, ''::bytea order by recorded.position), 'hex')
    from recorded
  ) as "leafHashes",
  pg_notify('ledger', (stamped.position + cardinality($4::integer[]))::text)
from stamped
