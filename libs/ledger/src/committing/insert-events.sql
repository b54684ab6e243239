with recorded as (
  insert into ledger.event
    (position, bytes, source, id, type, subject, sequence, time, recorded_time, actor)
  select
    leaf.position, cut.bytes, leaf.source, leaf.id, leaf.type, leaf.subject, leaf.sequence,
    cut.time, leaf.recordedtime, leaf.actor
  from (
    select
      substring($1::bytea from place.first_byte for place.bytes) as bytes,
      place.time
    from unnest($2::integer[], $3::integer[], $4::timestamptz[]) as place (first_byte, bytes, time)
  ) cut
  cross join lateral json_to_record(convert_from(cut.bytes, 'UTF8')::json) as leaf (
    position bigint, source text, id text, type text, subject text, sequence bigint,
    recordedtime timestamptz, actor text
  )
),
moved as (
  update ledger.head
  set position = $5::bigint, recorded_time = $6::timestamptz
  where only_row
)
select pg_notify('ledger', $5::text)
