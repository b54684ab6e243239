-- What an event changed is judged at the moment at which it was recorded: what each duty was then
-- as known just before it, and as known with it. Where the duty is another one, the row that is
-- known with the event begins to be known there and the one before it ends: two rows of one duty
-- never hold at the same moment of both times.
with news as not materialized (
  select position, recorded_time
  from ledger.event
  where position >= $4::bigint and position <= $8::bigint
    and recorded_time <= $1::timestamptz
    and (type, split_part(subject, '/', 1)) in (
      select type, kind from unnest($9::text[], $10::text[]) as wanted (type, kind)
    )
),
later as (
  select position, recorded_time, company, subject, obligation, status, due_on, because
  from news
  join compliance.compliance_status on known_from = position
  where known_from >= $4::bigint and known_from <= $8::bigint
    and valid_from <= recorded_time and recorded_time < valid_to
    and ($3::text is null or company = $3::text)
),
earlier as (
  select position, recorded_time, company, subject, obligation, status
  from news
  join compliance.compliance_status on known_to = position
  where known_to >= $4::bigint and known_to <= $8::bigint and known_to < 9007199254740991
    and valid_from <= recorded_time and recorded_time < valid_to
    and ($3::text is null or company = $3::text)
),
change as (
  select
    position, subject, obligation,
    coalesce(later.recorded_time, earlier.recorded_time) as at,
    coalesce(later.company, earlier.company) as company,
    earlier.status as before, later.status as after, later.due_on, later.because
  from later
  full join earlier using (position, subject, obligation)
  where earlier.status is distinct from later.status
)
select
  position, to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at,
  company, subject, obligation, before, after, due_on::text as "dueOn",
  coalesce(because, array[position]) as because, true as "byEvent"
from change
where position <= $2::bigint
  and (position, at, subject collate "C", obligation collate "C")
    > ($4::bigint, $5::timestamptz, $6::text, $7::text)
order by position, subject collate "C", obligation collate "C"
limit $11::integer
