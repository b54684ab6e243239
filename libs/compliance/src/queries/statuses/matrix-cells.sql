select distinct on (company, obligation)
  company,
  obligation,
  status,
  due_on::text as due_on,
  provisional,
  count(*) over (partition by company, obligation) as subjects
from compliance.compliance_status
where company = any ($1::text[])
  and ($2::text[] is null or obligation = any ($2))
  and valid_from <= $3::timestamptz
  and $3::timestamptz < valid_to
  and known_from <= $4::bigint
  and $4::bigint < known_to
order by company, obligation, array_position($5::text[], status), due_at
