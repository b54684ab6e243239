select asked.subject, coalesce(stream.length, 0) as length
from unnest($1::text[]) as asked (subject)
left join lateral (
  select sequence as length
  from ledger.event
  where event.subject = asked.subject
  order by sequence desc
  limit 1
) as stream on true
