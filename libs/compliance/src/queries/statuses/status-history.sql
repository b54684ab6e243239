-- Each duty has a row at least, but for the one with which the page before ended.
with duty as (
  select company, obligation, subject
  from compliance.compliance_status
  where ($1::text is null or company = $1)
    and ($2::text is null or subject = $2)
    and ($3::text is null or obligation = $3)
    and known_from <= $4::bigint
    and $4::bigint < known_to
    and valid_from < $6::timestamptz
    and $5::timestamptz < valid_to
    and (company, obligation, subject) >= ($7::text, $8::text, $9::text)
  group by company, obligation, subject
  order by company, obligation, subject
  limit $11::integer + 1
),
segment as (
  select
    status.*,
    greatest(status.valid_from, $5::timestamptz) as starts,
    least(status.valid_to, $6::timestamptz) as ends,
    lag(status.valid_to) over earlier as ended,
    lead(status.valid_from) over earlier is null as is_last,
    bool_and(status.status = 'met') filter (where status.status <> 'waived') over (
      partition by status.company, status.obligation, status.subject
    ) as met_throughout
  from compliance.compliance_status as status
  join duty using (company, obligation, subject)
  -- Said once more, so that the index finds them here, too.
  where ($1::text is null or status.company = $1)
    and ($2::text is null or status.subject = $2)
    and ($3::text is null or status.obligation = $3)
    and status.known_from <= $4::bigint
    and $4::bigint < status.known_to
    and status.valid_from < $6::timestamptz
    and $5::timestamptz < status.valid_to
  window earlier as (
    partition by status.company, status.obligation, status.subject order by status.valid_from
  )
),
-- Where no row stands, the obligation does not apply.
gap as (
  select company, obligation, subject, met_throughout, coalesce(ended, $5) as starts, starts as ends
  from segment
  where coalesce(ended, $5) < starts
    and coalesce(ended, $5) > '-infinity'
  union all
  select company, obligation, subject, met_throughout, ends, $6
  from segment
  where is_last
    and ends < $6
)
select
  company, obligation, subject, status, rule_version, due_at, due_on::text as due_on, provisional,
  met_at, because, missing, met_throughout, starts, ends
from segment
where (company, obligation, subject, starts) > ($7, $8, $9, $10::timestamptz)
union all
select
  company, obligation, subject, 'not-applicable', null, null, null, false,
  null, '{}', '{}', met_throughout, starts, ends
from gap
where (company, obligation, subject, starts) > ($7, $8, $9, $10)
order by company, obligation, subject, starts
limit $11::integer
