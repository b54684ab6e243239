select
  company, subject, obligation, obligation as thing, due_on::text as "dueOn", due_at as "dueAt",
  status, provisional, because, known_from as revision, valid_from as since
from compliance.compliance_status
where valid_from <= $1::timestamptz and $1::timestamptz < valid_to
  and known_from <= $2::bigint and $2::bigint < known_to
  and ($3::text is null or company = $3::text)
  and ($4::text is null or status = $4::text)
  -- A recurring duty that is met is due again.
  and (
    status in ('pending', 'unevidenced')
    or (status = 'met' and ($5::jsonb -> obligation ->> 'recurs')::boolean)
  )
  and due_on <= $6::date
  -- A rule that could not be read counts days like any other.
  and due_on <= coalesce(($5::jsonb -> obligation ->> 'lastDay')::date, $6::date)
  and (due_on, subject collate "C", obligation collate "C", 'obligation')
    > ($7::date, $8::text, $9::text, $10::text)
order by due_on, subject collate "C", obligation collate "C"
limit $11::integer
