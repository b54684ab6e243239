select asked.subject, newest.sequence
from unnest($1::text[]) as asked (subject)
cross join lateral (
  select event.sequence
  from ledger.event
  where event.subject = asked.subject and event.position <= $2::bigint
  order by event.sequence desc
  limit 1
) newest
