select
  found.subject,
  found.company,
  found.projected_to,
  array_agg(source.stream order by source.stream collate "C") as streams
from (
  select subject, company, projected_to
  from duty_bearer
  where projected_to < (
      select max(position) from rule_change where obligations <> '{}'
    )
    and not exists (
      select
      from ledger.parked_subject as parked
      where parked.projection = $1 and parked.subject = duty_bearer.subject
    )
  order by projected_to, subject collate "C"
  limit $2
) as found
join history_source as source on source.subject = found.subject
group by found.subject, found.company, found.projected_to
order by found.subject collate "C"
