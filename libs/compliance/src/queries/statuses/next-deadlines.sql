-- Of companies, or of some systems of theirs.
select distinct on (whose)
  case when $4::text[] is null then company else subject end as whose,
  subject,
  obligation,
  due_on::text as due_on,
  due_at,
  provisional
from compliance.compliance_status
where company = any ($1::text[])
  and ($4::text[] is null or subject = any ($4))
  and valid_from <= $2::timestamptz
  and $2::timestamptz < valid_to
  and known_from <= $3::bigint
  and $3::bigint < known_to
  and due_at > $2::timestamptz
  and (
    status = 'pending'
    or status = 'met' and obligation in (
      select key
      from compliance.register_row
      where register = 'obligations'
        and "row" ->> 'kind' = 'recurring'
        and valid_from <= $2::timestamptz
        and $2::timestamptz < valid_to
        and known_from <= $3::bigint
        and $3::bigint < known_to
    )
  )
  and obligation not in (
    select key
    from compliance.register_row
    where register = 'obligations'
      and "row" ->> 'expectation' = 'true'
      and valid_from <= $2::timestamptz
      and $2::timestamptz < valid_to
      and known_from <= $3::bigint
      and $3::bigint < known_to
  )
order by whose, due_at, obligation, subject
