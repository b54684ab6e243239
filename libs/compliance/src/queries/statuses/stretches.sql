-- Only where several segments in a row have the same status.
with segment as (
  select
    subject,
    obligation,
    status,
    valid_from,
    valid_to,
    status is distinct from lag(status) over duty
      or valid_from is distinct from lag(valid_to) over duty as begins
  from compliance.compliance_status
  where company = any ($1::text[])
    and obligation = any ($2::text[])
    and known_from <= $4::bigint
    and $4::bigint < known_to
  window duty as (partition by subject, obligation order by valid_from)
),
numbered as (
  select
    subject,
    obligation,
    valid_from,
    valid_to,
    count(*) filter (where begins) over (
      partition by subject, obligation order by valid_from
    ) as stretch
  from segment
)
select subject, obligation, min(valid_from) as valid_from, max(valid_to) as valid_to
from numbered
group by subject, obligation, stretch
having count(*) > 1
  and min(valid_from) <= $3::timestamptz
  and $3::timestamptz < max(valid_to)
