with assigned as (
  select
    key, company, subject, "row" ->> 'obligation' as obligation,
    ("row" ->> 'houseDueOn')::date as due_on, known_from, valid_from,
    array(
      select (event ->> 'position')::bigint from json_array_elements("row" -> 'because') as event
    ) as because
  from compliance.register_row
  where register = 'duties'
    and valid_from <= $1::timestamptz and $1::timestamptz < valid_to
    and known_from <= $2::bigint and $2::bigint < known_to
    and ($3::text is null or company = $3::text)
)
select
  duty.company, duty.subject, duty.obligation, duty.obligation as thing,
  house.due_on::text as "dueOn", duty.status, false as provisional,
  house.because || duty.because as because,
  greatest(house.known_from, duty.known_from) as revision,
  greatest(house.valid_from, duty.valid_from) as since
from assigned as house
join compliance.compliance_status as duty
  on duty.company = house.company and duty.obligation = house.obligation
where house.due_on <= $6::date
  and duty.valid_from <= $1::timestamptz and $1::timestamptz < duty.valid_to
  and duty.known_from <= $2::bigint and $2::bigint < duty.known_to
  and ($4::text is null or duty.status = $4::text)
  and (
    duty.status in ('pending', 'unevidenced', 'unknown', 'breached')
    -- Set for the next time that a recurring duty is due.
    or (
      duty.status = 'met' and ($5::jsonb -> duty.obligation ->> 'recurs')::boolean
      and house.due_on > (duty.met_at at time zone ($5::jsonb -> duty.obligation ->> 'timeZone'))::date
    )
  )
  -- What the company was assigned counts for each system that has no assignment of its own.
  and (
    duty.subject = house.subject
    or (
      house.subject = 'companies/' || duty.company
      and not exists (
        select from assigned as own where own.key = duty.subject || '/' || duty.obligation
      )
    )
  )
  and (house.due_on, duty.subject collate "C", duty.obligation collate "C", 'house')
    > ($7::date, $8::text, $9::text, $10::text)
order by house.due_on, duty.subject collate "C", duty.obligation collate "C"
limit $11::integer
