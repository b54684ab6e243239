-- Of companies, or of some systems of theirs.
select case when $4::text[] is null then company else subject end as whose, status, count(*) as count
from compliance.compliance_status
where company = any ($1::text[])
  and ($4::text[] is null or subject = any ($4))
  and valid_from <= $2::timestamptz
  and $2::timestamptz < valid_to
  and known_from <= $3::bigint
  and $3::bigint < known_to
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
group by whose, status
