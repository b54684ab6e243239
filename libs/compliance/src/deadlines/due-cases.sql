with opened as (
  select
    company, subject, key, "row" ->> 'id' as id, "row" ->> 'authority' as authority,
    "row" -> 'measures' as measures, ("row" ->> 'dueOn')::date as due_on, known_from, valid_from,
    case when ("row" ->> 'dueOn')::date < $5::date then 'unevidenced' else 'pending' end as status,
    array(
      select (event ->> 'position')::bigint from json_array_elements("row" -> 'because') as event
    ) as because
  from compliance.register_row
  where register = 'enforcement'
    and valid_from <= $1::timestamptz and $1::timestamptz < valid_to
    and known_from <= $2::bigint and $2::bigint < known_to
    and ($3::text is null or company = $3::text)
    and "row" ->> 'kind' = 'case'
    and "row" ->> 'to' is null
)
select
  company, subject, key as thing, id as "case", authority, measures, due_on::text as "dueOn", status,
  false as provisional, because, known_from as revision, valid_from as since
from opened
where due_on <= $6::date
  and ($4::text is null or status = $4::text)
  and (due_on, subject collate "C", key collate "C", 'case')
    > ($7::date, $8::text, $9::text, $10::text)
order by due_on, subject collate "C", key collate "C"
limit $11::integer
