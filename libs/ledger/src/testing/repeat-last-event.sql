with last as (
  select event.*, convert_from(event.bytes, 'UTF8') as text
  from ledger.event
  order by position desc
  limit 1
),
repeated as (
  insert into ledger.event
    (position, bytes, source, id, type, subject, sequence, time, recorded_time, actor)
  select
    last.position + n,
    convert_to(
      replace(
        replace(
          replace(last.text, '"position":' || last.position, '"position":' || last.position + n),
          '"sequence":' || last.sequence, '"sequence":' || last.sequence + n
        ),
        '"id":"' || last.id, '"id":"' || n || '-' || last.id
      ),
      'UTF8'
    ),
    last.source, n || '-' || last.id, last.type, last.subject, last.sequence + n,
    last.time, last.recorded_time, last.actor
  from last
  cross join generate_series(1, $1::integer) as n
)
update ledger.head set position = position + $1::integer
