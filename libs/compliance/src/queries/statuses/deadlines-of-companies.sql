select distinct on (company)
  company, subject, obligation, due_on::text as due_on, due_at, provisional
from compliance.compliance_status
where company = any ($1::text[])
  and valid_from <= $2::timestamptz
  and $2::timestamptz < valid_to
  and known_from <= $3::bigint
  and $3::bigint < known_to
  and due_at > $2::timestamptz
  and status in ('pending', 'met')
  and (obligation, status) not in (
    select key, unnest(
      case
        when "row" ->> 'expectation' = 'true' then array['pending', 'met']
        when "row" ->> 'kind' = 'recurring' then '{}'
        else array['met']
      end
    )
    from compliance.register_row
    where register = 'obligations'
      and valid_from <= $2::timestamptz
      and $2::timestamptz < valid_to
      and known_from <= $3::bigint
      and $3::bigint < known_to
  )
order by company, due_at, obligation, subject
