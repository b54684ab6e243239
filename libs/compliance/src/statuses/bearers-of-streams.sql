select
  found.subject,
  bearer.company,
  bearer.projected_to,
  array_agg(source.stream order by source.stream collate "C") as streams
from (
  select distinct subject from history_source where stream = any ($1::text[])
) as found
join history_source as source on source.subject = found.subject
left join duty_bearer as bearer on bearer.subject = found.subject
group by found.subject, bearer.company, bearer.projected_to
order by found.subject collate "C"
