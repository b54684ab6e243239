with running as (
  select
    company, subject, key, "row" ->> 'obligation' as obligation, "row" ->> 'until' as until,
    coalesce($5::jsonb -> ("row" ->> 'obligation') ->> 'timeZone', 'UTC') as zone, known_from, valid_from,
    array(
      select (event ->> 'position')::bigint from json_array_elements("row" -> 'because') as event
    ) as because
  from compliance.register_row
  where register = 'waivers'
    and valid_from <= $1::timestamptz and $1::timestamptz < valid_to
    and known_from <= $2::bigint and $2::bigint < known_to
    and ($3::text is null or company = $3::text)
    and "row" ->> 'to' is null
    and "row" ->> 'until' is not null
),
ending as (
  select
    *,
    -- A day is the last one of the waiver.
    case
      when length(until) = 10 then (until::date + 1)::timestamp at time zone zone
      else until::timestamptz
    end as ends_at
  from running
),
dated as (
  select *, ((ends_at - interval '1 millisecond') at time zone zone)::date as due_on from ending
)
select
  company, subject, key as thing, obligation, due_on::text as "dueOn", ends_at as "dueAt",
  'waived' as status, false as provisional, because, known_from as revision, valid_from as since
from dated
where $1::timestamptz < ends_at
  and ($4::text is null or $4::text = 'waived')
  and due_on <= $6::date
  and (due_on, subject collate "C", key collate "C", 'waiver-end')
    > ($7::date, $8::text, $9::text, $10::text)
order by due_on, subject collate "C", key collate "C"
limit $11::integer
