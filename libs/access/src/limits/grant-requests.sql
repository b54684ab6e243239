with granted as (
  insert into access.request_count as counted (subject, minute, granted)
  values ($1, date_trunc('minute', clock_timestamp()), $2)
  on conflict (subject) do update set
    minute = excluded.minute,
    granted = excluded.granted
      + case when counted.minute < excluded.minute then 0 else counted.granted end
  where counted.minute < excluded.minute or counted.granted + excluded.granted <= $3
  returning subject
)
select
  exists (select from granted) as "isGranted",
  ceil(60 - extract(second from clock_timestamp()))::integer as "secondsLeft"
